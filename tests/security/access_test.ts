// Who may do what over HTTP: every operation and every page by everybody who could try. Whoever may not is refused, learns nothing
// from how, and changes nothing.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import type { Person } from "../support/person.ts";
import { type Ids, type Operation, OPERATIONS } from "./access_table.ts";
import {
  ask,
  type Cast,
  cast,
  cookieOf,
  idsOf,
  must,
  NOWHERE,
  PASSWORD,
  type Role,
  ROLES,
  type Seen,
  sessionOf,
  stateOf,
} from "./cast.ts";

const ROUTES = new URL("../../routes/", import.meta.url);
const OUTSIDERS: Role[] = ["stranger", "otherOwner", "former"];
const RANK: Role[] = ["member", "admin", "owner"];
const MISSING: Ids = {
  group: NOWHERE,
  groupMessage: NOWHERE,
  invite: "x",
  member: NOWHERE,
  spare: NOWHERE,
  session: NOWHERE,
};

/** Pages that show or change something of one conversation; the others are the same for everybody who is signed in. */
const CONVERSATION_PAGES = ["/c/[id]", "/g/[id]"];
const PAGES: Record<string, string[]> = {
  ...Object.fromEntries([...CONVERSATION_PAGES, "/u/[id]"].map((page) => [page, ["GET", "POST"]])),
  "/": ["GET"],
  "/people": ["GET"],
  "/groups/new": ["GET", "POST"],
  "/profile": ["GET", "POST"],
  "/sessions": ["GET", "POST"],
};
/** Outside of the folder for people who are signed in, each for a reason of its own. */
const OPEN = ["/login", "/register", "/logout", "/healthz", "/readyz", "/ws", "/ws/online-users", "/docs/api"];

function* files(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(new URL(`.${folder}`, ROUTES))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* files(`${path}/`);
    else if (!entry.name.startsWith("_")) yield path;
  }
}

const routeOf = (file: string): string =>
  file.replace(/\.tsx?$/, "").replace(/\/index$/, "").replace("/(signed)", "") || "/";

Deno.test("no route is without its line in the table of who may", async () => {
  let methods = 0;
  for (const file of files("/api/v1/")) {
    let text = await Deno.readTextFile(new URL(`.${file}`, ROUTES));
    const other = /export \{ handlers \} from "(.+)"/.exec(text)?.[1];
    if (other !== undefined) text = await Deno.readTextFile(new URL(other, new URL(`.${file}`, ROUTES)));
    const route = routeOf(file.replace("/api/v1", ""));
    const has = [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE):/g)].map((match) => match[1]);
    const lines = OPERATIONS.filter((operation) => operation.route === route).map(({ method }) => method);
    assert.deepEqual(lines.toSorted(), has.toSorted(), file);
    methods += has.length;
  }
  assert.equal(methods, OPERATIONS.length, "a line whose route is gone");
  const pages = [...files("/")].filter((file) => !file.startsWith("/api/"));
  const signed = pages.filter((file) => file.startsWith("/(signed)/")).map(routeOf);
  assert.deepEqual(signed.toSorted(), Object.keys(PAGES).toSorted());
  const open = pages.filter((file) => !file.startsWith("/(signed)/")).map(routeOf);
  assert.deepEqual(open.toSorted(), OPEN.toSorted());
});

/** What an answer looks like apart from what differs each time. */
function face({ status, text, headers }: Seen): unknown {
  const shown = [...headers].filter(([name]) => !["x-request-id", "date", "content-security-policy"].includes(name));
  return { status, text: text.replaceAll(/nonce="\w*"/g, ""), headers: shown };
}

const personOf = ({ people }: Cast, role: Role): Person | undefined => role === "anonymous" ? undefined : people[role];

function may(role: Role, { may }: Operation): boolean {
  if (may === "everybody") return true;
  if (may === "signed") return role !== "anonymous";
  return RANK.indexOf(role) >= RANK.indexOf(may);
}

/** Puts the spare person where the operation wants them, so that nobody is refused for another reason. */
async function prepare({ people: { owner, spare }, group }: Cast, { route, method }: Operation): Promise<void> {
  if (!route.startsWith("/groups/[id]/members")) return;
  if (method === "POST") await owner.api("DELETE", `/groups/${group}/members/${spare.id}`);
  else await owner.api("POST", `/groups/${group}/members`, { user_id: spare.id });
}

/** A message of the owner's to which nothing was done yet, where the operation does something to one. */
async function withMessage({ people: { owner }, group }: Cast, { route }: Operation, ids: Ids): Promise<Ids> {
  if (!route.startsWith("/messages/[id]")) return ids;
  const { message } = await must(201, owner.api("POST", `/messages/group/${group}`, { content: "said anew" }));
  return { ...ids, groupMessage: message.id };
}

const request = (cast: Cast, operation: Operation, ids: Ids, who: Person | undefined) =>
  ask(cast.url, operation.method, `/api/v1${operation.path(ids)}`, { who, json: operation.json?.(ids) });

async function refuse(cast: Cast, operation: Operation, ids: Ids, role: Role): Promise<void> {
  const what = `${operation.method} ${operation.route} by ${role}`;
  const seen = await request(cast, operation, ids, personOf(cast, role));
  if (role === "anonymous") return assert.deepEqual([seen.status, seen.body?.code], [401, "unauthenticated"], what);
  const isOutside = OUTSIDERS.includes(role) || operation.route.startsWith("/auth/sessions");
  const expected = isOutside ? [404, "not_found"] : [403, "forbidden"];
  assert.deepEqual([seen.status, seen.body?.code], expected, `${what}: ${seen.text}`);
  if (!isOutside) return;
  const missing = await request(cast, operation, MISSING, personOf(cast, role));
  assert.deepEqual(face(seen), face(missing), `${what} can be told from what is not there`);
}

async function allow(cast: Cast, operation: Operation, ids: Ids, role: Role): Promise<void> {
  await prepare(cast, operation);
  ids = await withMessage(cast, operation, ids);
  const { owner } = cast.people;
  let who = personOf(cast, role);
  if (operation.route === "/auth/logout" && who !== undefined) who = await again(cast, who);
  if (operation.route.startsWith("/auth/sessions/")) {
    ids = { ...ids, session: await sessionOf(await again(cast, owner)) };
  }
  ids = await spendable(cast, operation, ids);
  const { status, text } = await request(cast, operation, ids, who);
  const isLeaving = operation.route.endsWith("/leave");
  assert.equal(
    status,
    isLeaving && role === "owner" ? 422 : operation.answer,
    `${operation.method} ${operation.route} by ${role}: ${text}`,
  );
  if (!isLeaving || role === "owner" || who === undefined) return;
  await must(200, owner.api("POST", `/groups/${cast.group}/members`, { user_id: who.id, role }));
}

/** What an operation would take from those after it is another one each time: a group, an invitation. */
async function spendable({ people: { owner, spare } }: Cast, { route, method }: Operation, ids: Ids): Promise<Ids> {
  if (`${method} ${route}` === "DELETE /groups/[id]" || route === "/groups/[id]/transfer") {
    const made = await must(201, owner.api("POST", "/groups", { name: "Another", members: [spare.id] }));
    return { ...ids, group: made.group.id };
  }
  if (!route.startsWith("/groups/[id]/invites/")) return ids;
  return { ...ids, invite: (await must(201, owner.api("POST", `/groups/${ids.group}/invites`, {}))).invite.code };
}

/** The same person by a session of its own. */
async function again({ url }: Cast, who: Person): Promise<Person> {
  const json = { email: who.username, password: PASSWORD };
  const { body } = await ask(url, "POST", "/api/v1/auth/login", { json });
  return { ...who, token: body.token };
}

Deno.test("access over HTTP", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const { group, people: { owner, spare } } = all;
  const ids: Ids = { ...idsOf(all), session: sessionOf(owner) };

  await t.step("who may not is refused, cannot tell what is there from what is not, and changes nothing", async () => {
    let refusals = 0;
    for (const operation of OPERATIONS) {
      const refused = ROLES.filter((role) => !may(role, operation));
      if (refused.length === 0) continue;
      await prepare(all, operation);
      const before = await stateOf(all);
      for (const role of refused) await refuse(all, operation, ids, role);
      assert.deepEqual(await stateOf(all), before, `${operation.method} ${operation.route}`);
      refusals += refused.length;
    }
    assert.ok(refusals > 80, `${refusals}`);
    assert.equal((await owner.api("GET", "/users/profile")).status, 200, "the owner's session lives");
  });

  await t.step("who may is answered", async () => {
    for (const operation of OPERATIONS) {
      for (const role of ROLES.filter((role) => may(role, operation))) await allow(all, operation, ids, role);
    }
  });

  await t.step("a private conversation is there for its two people only, by every address", async () => {
    const { pair, pairMessage } = all;
    const tries = (conversation: string, message: string): [string, string, Record<string, unknown>?][] => [
      ["GET", `/conversations/${conversation}/changes`],
      ["GET", `/messages/${message}`],
      ["PUT", `/messages/${message}/read`, {}],
      ["POST", `/messages/private/${spare.id}`, { content: "x", reply_to: message }],
    ];
    const [there, missing] = [tries(pair, pairMessage), tries(NOWHERE, NOWHERE)];
    const before = await stateOf(all);
    for (const role of ["stranger", "otherOwner", "former", "member"] as const) {
      for (const [n, [method, path, json]] of there.entries()) {
        const who = all.people[role];
        const seen = await ask(all.url, method, `/api/v1${path}`, { who, json });
        assert.ok([400, 404].includes(seen.status), `${role} ${method} ${path}: ${seen.status}`);
        const none = await ask(all.url, method, `/api/v1${missing[n]![1]}`, { who, json: missing[n]![2] });
        assert.deepEqual(face(seen), face(none), `${role} ${method} ${path}`);
      }
    }
    assert.deepEqual(await stateOf(all), before);
  });

  await t.step(
    "the id of a private conversation is no group's, a group's no person's, to nobody in them either",
    async () => {
      const { pair, people: { admin, otherOwner } } = all;
      const before = await stateOf(all);
      const swapped = { ...ids, group: pair, member: group, spare: group };
      for (const operation of OPERATIONS.filter(({ later }) => !later)) {
        if (operation.path(swapped) === operation.path(ids) || operation.route.startsWith("/conversations/")) continue;
        for (const who of [owner, admin, otherOwner]) {
          const { status, text } = await request(all, operation, swapped, who);
          assert.equal(status, 404, `${operation.method} ${operation.path(swapped)}: ${text}`);
        }
      }
      const add = await ask(all.url, "POST", `/api/v1/groups/${group}/members`, {
        who: owner,
        json: { user_id: group },
      });
      assert.equal(add.status, 404);
      const make = await ask(all.url, "POST", "/api/v1/groups", { who: owner, json: { name: "x", members: [pair] } });
      assert.equal(make.status, 404);
      assert.deepEqual(await stateOf(all), before);
    },
  );

  await t.step(
    "pages send away who is not signed in, and are not there for who is not in the conversation",
    async () => {
      const { url, people, pair } = all;
      const before = await stateOf(all);
      const fill = (page: string, id: string) => page.replace("[id]", id);
      for (const [page, methods] of Object.entries(PAGES)) {
        for (const method of methods) {
          const form = method === "POST" ? { body: new URLSearchParams({ content: "x" }) } : {};
          const seen = await ask(url, method, fill(page, group), form);
          assert.equal(seen.status, 303, `${method} ${page}`);
          assert.match(seen.headers.get("location") ?? "", /^\/login(\?next=%2F[\w%-]*)?$/);
          assert.equal(seen.text, "");
        }
      }
      for (
        const [page, id, roles] of [["/c/[id]", pair, ["member"]], ["/g/[id]", pair, ["owner"]], ["/u/[id]", group, [
          "owner",
        ]], ...CONVERSATION_PAGES.map((page) => [page, group, []] as const)] as const
      ) {
        for (const role of [...OUTSIDERS, ...roles] as Exclude<Role, "anonymous">[]) {
          for (const method of ["GET", "POST"]) {
            const how = {
              headers: { cookie: cookieOf(people[role]), origin: url },
              body: method === "POST" ? new URLSearchParams({ content: "x" }) : undefined,
            };
            const [seen, none] = [
              await ask(url, method, fill(page, id), how),
              await ask(url, method, fill(page, NOWHERE), how),
            ];
            assert.equal(seen.status, 404, `${role} ${method} ${page}`);
            assert.deepEqual(face(seen), face(none), `${role} ${method} ${page}`);
          }
        }
      }
      assert.deepEqual(await stateOf(all), before);
    },
  );

  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
