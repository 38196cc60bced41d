// Fields that are the server's to set, in every body and every form.

import { strict as assert } from "node:assert";
import { OPERATIONS } from "./access_table.ts";
import { ask, type Cast, everything, idsOf, must, NOWHERE, PASSWORD } from "./cast.ts";

/** What no client says, and a lie for each. */
const LIES: Record<string, unknown> = {
  id: NOWHERE,
  role: "owner",
  is_admin: true,
  is_active: false,
  user_id: NOWHERE,
  sender_id: NOWHERE,
  owner_id: NOWHERE,
  conversation_id: NOWHERE,
  seq: 1_000,
  rev: 1_000,
  me_rev: 1_000,
  created_at: "1999-01-01T00:00:00.000Z",
  updated_at: "1999-01-01T00:00:00.000Z",
  password_hash: "$scrypt$",
  member_count: 1_000,
  my_role: "owner",
  recalled_at: null,
  constructor: {},
};

export async function assigned(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const account = { username: "lie", email: "lie@example.com", password: PASSWORD };
  const good: Record<string, object> = {
    "/auth/register": account,
    "/auth/password": { current_password: PASSWORD, new_password: "another horse battery" },
  };
  const operations = OPERATIONS.filter(({ json, later, route }) =>
    json !== undefined && !later && !route.endsWith("/read") // which looks at no body at all
  );
  assert.ok(operations.length > 8);
  const before = await everything(all);
  for (const { method, route, path, json } of operations) {
    const body = { ...json?.(idsOf(all)), ...good[route] };
    for (const [field, lie] of [...Object.entries(LIES), ["__proto__", { role: "owner" }] as const]) {
      if (Object.hasOwn(body, field) || route.includes("members") && field === "role") continue;
      const raw = `{${JSON.stringify(field)}:${JSON.stringify(lie)},${JSON.stringify(body).slice(1)}`.replace(
        ",}",
        "}",
      );
      const headers = { "content-type": "application/json" };
      const seen = await ask(url, method, `/api/v1${path(idsOf(all))}`, { who: owner, body: raw, headers });
      assert.deepEqual(
        [seen.status, seen.body?.code],
        [400, "unknown_field"],
        `${method} ${route} ${raw}: ${seen.text}`,
      );
    }
  }
  assert.equal(await everything(all), before);
  await must(200, owner.api("GET", "/users/profile"));
  const login = await ask(url, "POST", "/api/v1/auth/login", { json: { email: owner.username, password: PASSWORD } });
  assert.equal(login.status, 200, "the password is what it was");
}

export async function assignedByForm(all: Cast): Promise<void> {
  const { url, people: { stranger, admin } } = all;
  const headers = { cookie: `parley=${stranger.token}`, origin: url };
  const lies = Object.entries(LIES).map(([field, lie]): [string, string] => [field, String(lie)]);
  const form = (fields: Record<string, string>) => new URLSearchParams([...Object.entries(fields), ...lies]);
  const strict: [string, Record<string, string>][] = [
    ["/register", { username: "lie", email: "lie@example.com", password: PASSWORD }],
    ["/login", { email: stranger.username, password: PASSWORD }],
    ["/profile", { form: "profile", first_name: "Lie", last_name: "", status: "online" }],
    ["/profile", { form: "password", current_password: PASSWORD, new_password: "another horse battery" }],
    [`/u/${admin.id}`, { content: "lie" }],
    ["/sessions", { session: NOWHERE }],
  ];
  const before = await everything(all);
  for (const [path, fields] of strict) {
    const seen = await ask(url, "POST", path, { headers, body: form(fields) });
    assert.equal(seen.status, 400, `${path}: ${seen.status}`);
    assert.equal(seen.headers.get("set-cookie"), null);
  }
  assert.equal(await everything(all), before);
  const { conversations } = await must(200, stranger.api("GET", "/conversations"));
  assert.deepEqual(conversations, []);
  const made = await ask(url, "POST", "/groups/new", { headers, body: form({ name: "Lie", max_members: "9999" }) });
  assert.equal(made.status, 303, "each person of that form is a field, so that others are none");
  const { groups: [group] } = await must(200, stranger.api("GET", "/groups"));
  assert.deepEqual([group.owner_id, group.my_role, group.member_count, group.max_members], [
    stranger.id,
    "owner",
    1,
    100,
  ]);
  assert.ok(group.id !== NOWHERE && Date.parse(group.created_at) > Date.now() - 60_000);
}
