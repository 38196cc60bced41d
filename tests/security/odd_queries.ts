// Queries, paths and cursors of every odd kind.

import { strict as assert } from "node:assert";
import { OPERATIONS as DESCRIBED } from "../../lib/protocol/operations/index.ts";
import { type Ids, type Operation, OPERATIONS } from "./access_table.ts";
import { ask, type Cast, cookieOf, idsOf, must, stateOf } from "./cast.ts";

const ODD = [
  "",
  "-1",
  "1000000000",
  "99999999999999999999",
  "1.5",
  "NaN",
  "%00",
  "x%00y",
  "%25",
  "'",
  "%27;drop%20table%20users;--",
  "%ED%A0%80",
  "%FF",
  "%",
  "%zz",
  "%E2%80%AE",
  "__proto__",
  "eyJ2IjoxfQ",
  "x".repeat(6_000),
];
const PAGE_PARAMETERS = ["q", "before", "next", "done"];
/** The parameters of an operation, as the reference has them, and one that no query has. */
function parametersOf({ method, route }: Operation): string[] {
  const described = DESCRIBED.find((it) => it.method === method && it.path.replaceAll(/\{(\w+)\}/g, "[$1]") === route);
  return [...Object.keys(described?.query?.shape ?? {}), "__proto__"];
}

/** Runs `work` for all of `items`, eight at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let item; (item = left.shift()) !== undefined;) await work(item);
  }));
}

export async function queries(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const gets = OPERATIONS.filter(({ method, route }) => method === "GET" && route !== "/ws");
  const pages = ["/", "/people", "/profile", "/login", "/register", `/c/${all.group}`, `/g/${all.group}`];
  const requests = [
    ...gets.map((it) => [`/api/v1${it.path(idsOf(all)).split("?")[0]}`, parametersOf(it)] as const),
    ...pages.map((path) => [path, PAGE_PARAMETERS] as const),
  ].flatMap(([path, names]) => names.flatMap((name) => ODD.map((value) => `${path}?${name}=${value}`)));
  const before = await stateOf(all);
  await each(requests, async (path) => {
    const how = path.startsWith("/api/") ? { who: owner } : { headers: { cookie: cookieOf(owner) } };
    const { status, text } = await ask(url, "GET", path, how);
    assert.ok([200, 303, 400, 404, 409].includes(status), `${path.slice(0, 200)}: ${status} ${text.slice(0, 200)}`);
    assert.doesNotMatch(text, /syntax error|SQLSTATE|postgres|pglite|at file:|\.ts:\d/i, path);
  });
  assert.deepEqual(await stateOf(all), before);
}

export async function wildcards(all: Cast): Promise<void> {
  const { owner } = all.people;
  for (const q of ["%25", "_", "%25%25", "o%25r", "_w_er", "%5C", "*", ".*", "owne_"]) {
    const { users } = await must(200, owner.api("GET", `/users/search?q=${q}`));
    assert.deepEqual(users, [], `${q} is a word, and nobody's name`);
  }
  const { users } = await must(200, owner.api("GET", "/users/search?q=owne"));
  assert.ok(users.length > 0);
}

export async function paths(all: Cast): Promise<void> {
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
  const withIds = OPERATIONS.filter(({ route }) => route.includes("["));
  const requests = withIds.flatMap((operation) => bad.map((value) => ({ operation, value })));
  await each(requests, async ({ operation, value }) => {
    const ids: Ids = {
      group: value,
      groupMessage: value,
      invite: value,
      member: value,
      spare: value,
      session: value,
    };
    const json = operation.json?.(idsOf(all));
    const { status } = await ask(url, operation.method, `/api/v1${operation.path(ids)}`, { who: owner, json });
    // A path that leads elsewhere may be another route's, which says so.
    assert.ok([400, 404, 405].includes(status), `${operation.method} ${operation.path(ids)}: ${status}`);
  });
}

export async function cursors(all: Cast): Promise<void> {
  const { url, people: { owner, member } } = all;
  const { next_cursor: real } = await must(200, owner.api("GET", "/conversations?limit=1"));
  const { next_cursor: members } = await must(200, owner.api("GET", `/groups/${all.group}/members?limit=1`));
  const { next_cursor: contacts } = await must(200, owner.api("GET", "/users/contacts?limit=1"));
  await must(201, owner.api("POST", "/groups", { name: "Found first" }));
  await must(201, owner.api("POST", "/groups", { name: "Found next" }));
  const { next_cursor: found } = await must(200, owner.api("GET", "/groups/discover?q=found&limit=1"));
  for (const cursor of [real, members, contacts, found]) assert.equal(typeof cursor, "string");
  const lists: [string, string[]][] = [
    ["/conversations", [members, contacts, found]],
    [`/groups/${all.group}/members`, [real, contacts, found]],
    ["/users/contacts", [real, members, found]],
    ["/groups/discover", [real, members, contacts]],
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
