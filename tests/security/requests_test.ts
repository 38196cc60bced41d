// Attacks by what a request holds: fields that are the server's to set, queries of every odd kind, names that deceive.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Ids, OPERATIONS } from "./access_table.ts";
import { ask, type Cast, cast, must, stateOf } from "./cast.ts";

const NOWHERE = "01900000-0000-7000-8000-00000000000f";
const PASSWORD = "correct horse battery";
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
const ODD = [
  "",
  "-1",
  "0",
  "1000000000",
  "99999999999999999999",
  "1e9",
  "1.5",
  "0x10",
  "NaN",
  "%00",
  "x%00y",
  "%25",
  "_",
  "%5C",
  "'",
  "%27%20or%201=1%20--",
  "%27;drop%20table%20users;--",
  "$1",
  "%ED%A0%80",
  "%FF",
  "%",
  "%zz",
  "%E2%80%AE",
  "null",
  "[object%20Object]",
  "__proto__",
  "eyJ2IjoxfQ",
  "x".repeat(6_000),
];
const PAGE_PARAMETERS = ["q", "before", "next", "done"];
const PARAMETERS = [
  "q",
  "limit",
  "cursor",
  "before",
  "after",
  "page",
  "after_rev",
  "after_me_rev",
  "epoch",
  "__proto__",
];

const idsOf = ({ group, groupMessage, people: { member, spare } }: Cast): Ids => ({
  group,
  groupMessage,
  member: member.id,
  spare: spare.id,
  session: NOWHERE,
});

/** What the owner could find changed anywhere: the conversations, themselves, their groups, their list. */
async function everything(all: Cast): Promise<string> {
  const { owner } = all.people;
  const lists = ["/users/profile", "/groups", "/conversations", "/users/search?q=lie"];
  const seen = await Promise.all(lists.map((path) => must(200, owner.api("GET", path))));
  return JSON.stringify([await stateOf(all), seen]);
}

async function assigned(all: Cast): Promise<void> {
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

async function assignedByForm(all: Cast): Promise<void> {
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

/** Runs `work` for all of `items`, eight at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let item; (item = left.shift()) !== undefined;) await work(item);
  }));
}

async function queries(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const gets = OPERATIONS.filter(({ method, later, route }) => method === "GET" && !later && route !== "/ws");
  const pages = ["/", "/people", "/profile", "/login", "/register", `/c/${all.group}`, `/g/${all.group}`];
  const requests = [
    ...gets.map(({ path }) => [`/api/v1${path(idsOf(all)).split("?")[0]}`, PARAMETERS] as const),
    ...pages.map((path) => [path, PAGE_PARAMETERS] as const),
  ].flatMap(([path, names]) => names.flatMap((name) => ODD.map((value) => `${path}?${name}=${value}`)));
  const before = await stateOf(all);
  await each(requests, async (path) => {
    const how = path.startsWith("/api/") ? { who: owner } : { headers: { cookie: `parley=${owner.token}` } };
    const { status, text } = await ask(url, "GET", path, how);
    assert.ok([200, 303, 400, 404, 409].includes(status), `${path.slice(0, 200)}: ${status} ${text.slice(0, 200)}`);
    assert.doesNotMatch(text, /syntax error|SQLSTATE|postgres|pglite|at file:|\.ts:\d/i, path);
  });
  assert.deepEqual(await stateOf(all), before);
}

async function wildcards(all: Cast): Promise<void> {
  const { owner } = all.people;
  for (const q of ["%25", "_", "%25%25", "o%25r", "_w_er", "%5C", "*", ".*", "owne_"]) {
    const { users } = await must(200, owner.api("GET", `/users/search?q=${q}`));
    assert.deepEqual(users, [], `${q} is a word, and nobody's name`);
  }
  const { users } = await must(200, owner.api("GET", "/users/search?q=owne"));
  assert.ok(users.length > 0);
}

async function paths(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const odd = ODD.filter((value) => !["", "x".repeat(6_000)].includes(value));
  const bad = [
    ...odd,
    "..",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fdeno.json",
    "a/b",
    `${all.group}%00`,
    `${all.group}%20`,
    "x".repeat(3_000),
  ];
  const withIds = OPERATIONS.filter(({ route, later }) => route.includes("[") && !later);
  const requests = withIds.flatMap((operation) => bad.map((value) => ({ operation, value })));
  await each(requests, async ({ operation, value }) => {
    const ids: Ids = { group: value, groupMessage: value, member: value, spare: value, session: value };
    const json = operation.json?.(idsOf(all));
    const { status } = await ask(url, operation.method, `/api/v1${operation.path(ids)}`, { who: owner, json });
    // A path that leads elsewhere may be another route's, which says so.
    assert.ok([400, 404, 405].includes(status), `${operation.method} ${operation.path(ids)}: ${status}`);
  });
}

async function cursors(all: Cast): Promise<void> {
  const { url, people: { owner, member } } = all;
  const { next_cursor: real } = await must(200, owner.api("GET", "/conversations?limit=1"));
  const { next_cursor: members } = await must(200, owner.api("GET", `/groups/${all.group}/members?limit=1`));
  const { next_cursor: contacts } = await must(200, owner.api("GET", "/users/contacts?limit=1"));
  for (const cursor of [real, members, contacts]) assert.equal(typeof cursor, "string");
  const lists: [string, string[]][] = [
    ["/conversations", [members, contacts]],
    [`/groups/${all.group}/members`, [real, contacts]],
    ["/users/contacts", [real, members]],
  ];
  for (const [path, foreign] of lists) {
    const forged = [
      ...foreign,
      `${real}x`,
      real.slice(1),
      `${btoa("0.x")}`,
      btoa("1' or 1=1"),
      `${btoa("99999999999999999999.x")}`,
    ];
    for (const cursor of forged) {
      const { status } = await owner.api("GET", `${path}?cursor=${encodeURIComponent(cursor)}`);
      assert.ok([200, 400].includes(status), `${path} ${cursor}: ${status}`);
    }
  }
  // Somebody else's cursor is a place in one's own list, and shows nothing of theirs.
  const seen = await ask(url, "GET", `/api/v1/conversations?cursor=${real}`, { who: member });
  assert.ok(!seen.text.includes(all.pair) && !seen.text.includes(all.otherGroup));
}

async function names(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const deceiving = {
    "turned around": "Ada \u202Eecila",
    "an isolate left open": "Ada\u2067",
    "only spaces of no width": "\u200B\u200B\uFEFF",
    "only a Hangul filler": "\u3164",
    "of two lines": "Ada\nOwner",
    "of two paragraphs": "Ada\u2029Owner",
    "with NUL": "Ada\0",
    "with an escape": "\u001B[31mAda",
    "half a character": "Ada\uD800",
  };
  const before = await everything(all);
  for (const [what, name] of Object.entries(deceiving)) {
    const account = { username: "lie", email: "lie@example.com", password: PASSWORD, first_name: name };
    const tries: [string, string, object][] = [
      ["PUT", "/users/profile", { first_name: name }],
      ["PUT", "/users/profile", { last_name: name }],
      ["POST", "/groups", { name }],
      ["POST", "/auth/register", account],
      ["POST", "/auth/register", { ...account, first_name: "", username: `lie${name}` }],
    ];
    for (const [method, path, json] of tries) {
      const { status, body } = await ask(url, method, `/api/v1${path}`, { who: owner, json });
      assert.deepEqual([status, body?.code], [400, "invalid_field"], `a name ${what}: ${method} ${path}`);
    }
  }
  for (
    const avatar of ["javascript:alert(1)", "//evil.example/x", "/\\evil.example/x", "data:text/html,x", "\\\\evil"]
  ) {
    const { status } = await owner.api("PUT", "/users/profile", { avatar });
    assert.equal(status, 400, avatar);
  }
  assert.equal(await everything(all), before);
  for (const name of ["می\u200Cخواهم", "👩\u200D👩\u200D👧", "José", "Nguyễn", "李", "עדה", "O'Brien <3"]) {
    const { user } = await must(200, owner.api("PUT", "/users/profile", { first_name: name }));
    assert.equal(user.first_name, name, "what is somebody's name stays it");
  }
}

async function lookAlikes({ url }: Cast): Promise<void> {
  const register = (username: string, n: number) =>
    ask(url, "POST", "/api/v1/auth/register", {
      json: { username, email: `alike${n}@example.com`, password: PASSWORD },
    });
  assert.equal((await register("paypal-help", 0)).status, 201);
  const alike = [
    "PayPal-Help",
    "ｐａｙｐａｌ-help",
    "p\u0430ypal-help",
    "paypal\u2010help",
    "paypal-help\u200B",
    "𝐩𝐚𝐲𝐩𝐚𝐥-help",
  ];
  for (const [n, username] of alike.entries()) {
    const { status, body } = await register(username, n + 1);
    assert.ok([400, 409].includes(status), `${username}: ${status} ${JSON.stringify(body)}`);
  }
}

Deno.test("attacks by what a request holds", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["fields that are the server's to set are unknown in every body, and nothing of it is stored", assigned],
    ["nor do the pages' forms set them", assignedByForm],
    ["no query breaks anything, and no answer tells what is inside", queries],
    ["nothing in a search is a pattern", wildcards],
    ["what is no id names nothing, by any method", paths],
    ["cursors that are forged or another's show nothing of theirs", cursors],
    ["a name that deceives is refused, and names of all the world are not", names],
    ["nobody takes a user name that looks like another's", lookAlikes],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
