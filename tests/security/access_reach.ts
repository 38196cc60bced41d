// Whom one cannot reach: somebody who has blocked one, whom one has blocked, whose account is closed. One answer for all of them, by
// every operation that draws a person into something.

import { strict as assert } from "node:assert";
import { OPERATIONS } from "../../lib/protocol/operations/index.ts";
import type { Person } from "../support/person.ts";
import { fileForm } from "../support/upload.ts";
import { face } from "./access_operations.ts";
import { ask, type Cast, must, stateOf } from "./cast.ts";

/** What the one who tries has of their own. */
interface Own {
  group: string;
  message: string;
}
type Try = (person: string, own: Own) => [path: string, json: Record<string, unknown> | FormData];

/** Draws a person into something of the actor's. */
const REACHING: Record<string, Try> = {
  "POST /messages/private/{user_id}": (person) => [`/messages/private/${person}`, { content: "x" }],
  "POST /messages/private/{user_id}/files": (person) => [`/messages/private/${person}/files`, fileForm()],
  "POST /messages/{id}/forward": (person, { message }) => [`/messages/${message}/forward`, { to: person }],
  "POST /groups": (person) => ["/groups", { name: "x", members: [person] }],
  "POST /groups/{id}/members": (person, { group }) => [`/groups/${group}/members`, { user_id: person }],
};
/** Names a person, and draws them into nothing. */
const NAMING = [
  "GET /users/{id}",
  "PUT /users/{id}/block",
  "DELETE /users/{id}/block",
  "GET /messages/private/{user_id}",
  "PATCH /groups/{id}/members/{user_id}",
  "DELETE /groups/{id}/members/{user_id}",
  "POST /groups/{id}/transfer",
];
const NAMES = ["to", "user_id", "members"];

/** Names of what a body may have. */
export function fieldsOf(body: unknown): string[] {
  return typeof body === "object" && body !== null && "shape" in body ? Object.keys(Object(body.shape)) : [];
}

/** Every operation that names a person is in one of the two lists above. */
export function complete(): void {
  const naming = OPERATIONS.filter(({ path, body }) =>
    /\{user_id\}|^\/users\/\{id\}/.test(path) || fieldsOf(body).some((field) => NAMES.includes(field))
  );
  const listed = [...Object.keys(REACHING), ...NAMING];
  assert.deepEqual(naming.map(({ method, path }) => `${method} ${path}`).toSorted(), listed.toSorted());
}

async function ownOf(person: Person): Promise<Own> {
  const { group } = await must(201, person.api("POST", "/groups", { name: "One's own" }));
  const { message } = await must(201, person.api("POST", `/messages/group/${group.id}`, { content: "one's own" }));
  return { group: group.id, message: message.id };
}

export async function unreachable(all: Cast): Promise<void> {
  const { blocked, blocker, disabled } = all.people;
  for (const [who, whom] of [[blocked, blocker], [blocker, blocked]] as const) {
    const own = await ownOf(who);
    const before = await stateOf(all);
    for (const [what, make] of Object.entries(REACHING)) {
      const tell = (person: string) => {
        const [path, said] = make(person, own);
        const how = said instanceof FormData ? { body: said } : { json: said };
        return ask(all.url, what.split(" ")[0]!, `/api/v1${path}`, { who, ...how });
      };
      const seen = await tell(whom.id);
      assert.deepEqual([seen.status, seen.body?.code], [403, "not_reachable"], `${what}: ${seen.text}`);
      assert.deepEqual(face(seen), face(await tell(disabled.id)), `${what}: a block can be told from a closed account`);
    }
    assert.deepEqual(await stateOf(all), before);
  }
}

/** In the conversation that they have already: what comes before the other's eyes is refused, taking back is not. */
export async function inTheirPair(all: Cast): Promise<void> {
  const { people: { blocked }, blockedMessage } = all;
  const message = `/messages/${blockedMessage}`;
  const before = await stateOf(all);
  const refused: [method: string, path: string, json?: unknown][] = [
    ["PATCH", message, { content: "and now this" }],
    ["PUT", `${message}/reactions/%F0%9F%91%8D`],
    ["PUT", `${message}/pin`],
    ["DELETE", `${message}/pin`],
  ];
  for (const [method, path, json] of refused) {
    const { status, body } = await blocked.api(method, path, json);
    assert.deepEqual([status, body.code], [403, "not_reachable"], `${method} ${path}`);
  }
  assert.deepEqual(await stateOf(all), before);
  await must(200, blocked.api("GET", message));
  await must(200, blocked.api("DELETE", `${message}/reactions/%F0%9F%91%8D`));
}

/** The one who was blocked sees somebody who is never there, and nothing that says why. */
export async function silent(all: Cast): Promise<void> {
  const { people: { blocked, blocker, stranger } } = all;
  const socket = await blocker.connect();
  await must(200, blocker.api("PUT", "/users/profile", { status: "busy" }));
  const { user } = await must(200, blocked.api("GET", `/users/${blocker.id}`));
  assert.deepEqual([user.status, user.last_seen, user.is_active], ["offline", null, true]);
  const { user: seen } = await must(200, stranger.api("GET", `/users/${blocker.id}`));
  assert.equal(seen.status, "busy");
  assert.deepEqual(Object.keys(user), Object.keys(seen));
  const { online_users } = await must(200, blocked.api("GET", "/ws/online-users"));
  assert.ok(!online_users.some(({ id }: { id: string }) => id === blocker.id));
  const { conversations } = await must(200, blocked.api("GET", "/conversations"));
  assert.ok(conversations.every((entry: { blocked: boolean }) => !entry.blocked));
  await socket.close();
}

/** Whoever closed the account is nobody any more, and cannot come back. */
export async function closed(all: Cast): Promise<void> {
  const { url, people: { disabled, owner }, group } = all;
  const login = (email: string, password: string) =>
    ask(url, "POST", "/api/v1/auth/login", { json: { email, password } });
  const right = await login(disabled.username, "correct horse battery");
  assert.equal(right.status, 401);
  assert.deepEqual(face(right), face(await login("nobody-of-this-name", "correct horse battery")));
  const { members } = await must(200, owner.api("GET", `/groups/${group}`));
  assert.ok(!members.some(({ user }: { user: { id: string } }) => user.id === disabled.id));
  const { user } = await must(200, owner.api("GET", `/users/${disabled.id}`));
  assert.deepEqual([user.is_active, user.status, user.email, user.last_seen], [false, "offline", "", null]);
  const { users } = await must(200, owner.api("GET", `/users/search?q=${disabled.username}`));
  assert.deepEqual(users, []);
}
