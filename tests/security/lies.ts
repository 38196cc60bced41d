// Fields that are the server's to set, in every body and every form.

import { strict as assert } from "node:assert";
import { OPERATIONS as DESCRIBED } from "../../lib/protocol/operations/index.ts";
import { fieldsOf } from "./access_reach.ts";
import { type Operation, OPERATIONS } from "./access_table.ts";
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
  group_id: NOWHERE,
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

/** A good body of an operation, and the fields that it may have. */
interface Takes {
  operation: Operation;
  body: object;
  fields: string[];
}

/** Every operation of the reference that takes a body, with its line in the table of access. */
function taking(all: Cast): Takes[] {
  return DESCRIBED.flatMap(({ method, path, body, example }) => {
    if (body === undefined) return [];
    const route = path.replaceAll(/\{(\w+)\}/g, "[$1]");
    const operation = OPERATIONS.find((it) => it.method === method && it.route === route);
    assert.ok(operation, `${method} ${route}`);
    const good = { ...Object(example.body), ...operation.json?.(idsOf(all)) };
    assert.ok(fieldsOf(body).length > 0);
    return [{ operation, body: good, fields: fieldsOf(body) }];
  });
}

/** By hand: `JSON.stringify` would lose `__proto__`. */
const withField = (body: object, field: string, lie: unknown): string =>
  `{${[...Object.entries(body), [field, lie]].map(([key, it]) => `${JSON.stringify(key)}:${JSON.stringify(it)}`)}}`;

export async function assigned(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const before = await everything(all);
  const bodies = taking(all);
  assert.ok(bodies.length > 15);
  for (const { operation: { method, route, path }, body, fields } of bodies) {
    for (const [field, lie] of [...Object.entries(LIES), ["__proto__", { role: "owner" }] as const]) {
      if (fields.includes(field)) continue;
      const how = { who: owner, body: withField(body, field, lie), headers: { "content-type": "application/json" } };
      const seen = await ask(url, method, `/api/v1${path(idsOf(all))}`, how);
      const what = `${method} ${route} ${how.body}: ${seen.text}`;
      assert.deepEqual([seen.status, seen.body?.code], [400, "unknown_field"], what);
      assert.ok(Object.hasOwn(seen.body.fields, field), what);
    }
  }
  assert.equal(await everything(all), before);
  await must(200, owner.api("GET", "/users/profile"));
  const login = await ask(url, "POST", "/api/v1/auth/login", { json: { email: owner.username, password: PASSWORD } });
  assert.equal(login.status, 200, "the password is what it was");
}

/** What takes no body takes nothing from one. */
export async function assignedToNothing(all: Cast): Promise<void> {
  const { people: { otherOwner, stranger } } = all;
  const { group } = await must(201, otherOwner.api("POST", "/groups", { name: "Everybody's" }));
  const joined = await must(200, stranger.api("POST", `/groups/${group.id}/join`, LIES));
  assert.deepEqual([joined.group.my_role, joined.group.owner_id], ["member", otherOwner.id]);
  const { members } = await must(200, otherOwner.api("GET", `/groups/${group.id}`));
  assert.deepEqual(members.map(({ role }: { role: string }) => role).toSorted(), ["member", "owner"]);
  await must(200, stranger.api("POST", `/groups/${group.id}/leave`, LIES));
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
