// One operation by one role: what must come of it, and that it does.

import { strict as assert } from "node:assert";
import type { Person } from "../support/person.ts";
import { fileForm } from "../support/upload.ts";
import type { Ids, Operation } from "./access_table.ts";
import { ask, type Cast, must, NOWHERE, OUTSIDERS, PASSWORD, type Role, type Seen, sessionOf } from "./cast.ts";

/** What names nothing. */
export const MISSING: Ids = {
  group: NOWHERE,
  groupMessage: NOWHERE,
  invite: "x",
  member: NOWHERE,
  spare: NOWHERE,
  session: NOWHERE,
};

type Outcome = "answered" | "unauthenticated" | "session_ended" | "not_found" | "forbidden";
const STATUS = { unauthenticated: 401, session_ended: 401, not_found: 404, forbidden: 403 } as const;
const RANK: Role[] = ["member", "admin", "owner"];
export const isOutside = (role: Role): boolean => OUTSIDERS.some((it) => it === role);

/** The whole matrix: table and role decide. */
export function outcomeOf(role: Role, { may, route, muted }: Operation): Outcome {
  if (may === "everybody") return "answered";
  if (role === "anonymous") return "unauthenticated";
  if (role === "disabled") return "session_ended";
  if (may === "signed") return "answered";
  const rank = RANK.indexOf(role === "muted" ? "member" : role);
  const isEnough = rank >= RANK.indexOf(may) && !(role === "muted" && muted === "refused");
  if (isEnough) return "answered";
  return isOutside(role) || route.startsWith("/auth/sessions") ? "not_found" : "forbidden";
}

/** What an answer looks like apart from what differs each time. */
export function face({ status, text, headers }: Seen): unknown {
  const shown = [...headers].filter(([name]) => !["x-request-id", "date", "content-security-policy"].includes(name));
  return { status, text: text.replaceAll(/nonce="\w*"/g, ""), headers: shown };
}

export const personOf = ({ people }: Cast, role: Role): Person | undefined =>
  role === "anonymous" ? undefined : people[role];

export const request = (cast: Cast, operation: Operation, ids: Ids, who: Person | undefined) =>
  ask(cast.url, operation.method, `/api/v1${operation.path(ids)}`, {
    who,
    json: operation.json?.(ids),
    body: operation.form && fileForm(),
  });

/** Whoever may not is told so; whoever must not know is told the same of what is not there. */
export async function refuse(cast: Cast, operation: Operation, ids: Ids, role: Role): Promise<void> {
  const what = `${operation.method} ${operation.route} by ${role}`;
  const outcome = outcomeOf(role, operation);
  assert.notEqual(outcome, "answered");
  if (outcome === "answered") return;
  const seen = await request(cast, operation, ids, personOf(cast, role));
  assert.deepEqual([seen.status, seen.body?.code], [STATUS[outcome], outcome], `${what}: ${seen.text}`);
  if (outcome !== "not_found") return;
  const missing = await request(cast, operation, MISSING, personOf(cast, role));
  assert.deepEqual(face(seen), face(missing), `${what} can be told from what is not there`);
}

export async function allow(cast: Cast, operation: Operation, ids: Ids, role: Role): Promise<void> {
  await prepare(cast, operation);
  ids = await spendable(cast, operation, ids);
  let who = personOf(cast, role);
  if (operation.route === "/auth/logout" && who !== undefined) who = await again(cast, who);
  const { status, text } = await request(cast, operation, ids, who);
  const isLeaving = operation.route.endsWith("/leave");
  const expected = isLeaving && role === "owner" ? 422 : operation.answer;
  assert.equal(status, expected, `${operation.method} ${operation.route} by ${role}: ${text}`);
  if (isLeaving && role !== "owner" && who !== undefined) await comeBack(cast, who, role);
}

/** Puts the spare person where the operation wants them, so that nobody is refused for another reason. */
export async function prepare({ people: { owner, spare }, group }: Cast, { route, method }: Operation): Promise<void> {
  if (!route.startsWith("/groups/[id]/members")) return;
  if (method === "POST") await owner.api("DELETE", `/groups/${group}/members/${spare.id}`);
  else await owner.api("POST", `/groups/${group}/members`, { user_id: spare.id });
}

async function comeBack({ people: { owner }, group }: Cast, who: Person, role: Role): Promise<void> {
  const body = { user_id: who.id, role: role === "admin" ? role : "member" };
  await must(200, owner.api("POST", `/groups/${group}/members`, body));
  if (role !== "muted") return;
  const muted_until = "2999-01-01T00:00:00Z";
  await must(200, owner.api("PATCH", `/groups/${group}/members/${who.id}`, { muted_until }));
}

/** What an operation would take from those after it is another one each time: a message, a group, an invitation, a session. */
async function spendable(cast: Cast, { route, method }: Operation, ids: Ids): Promise<Ids> {
  const { owner, spare } = cast.people;
  if (route.startsWith("/messages/[id]")) {
    const { message } = await must(201, owner.api("POST", `/messages/group/${cast.group}`, { content: "said anew" }));
    return { ...ids, groupMessage: message.id };
  }
  if (`${method} ${route}` === "DELETE /groups/[id]" || route === "/groups/[id]/transfer") {
    const made = await must(201, owner.api("POST", "/groups", { name: "Another", members: [spare.id] }));
    return { ...ids, group: made.group.id };
  }
  if (route.startsWith("/groups/[id]/invites/")) {
    return { ...ids, invite: (await must(201, owner.api("POST", `/groups/${ids.group}/invites`, {}))).invite.code };
  }
  if (route.startsWith("/auth/sessions/")) return { ...ids, session: sessionOf(await again(cast, owner)) };
  return ids;
}

/** The same person by a session of its own. */
async function again({ url }: Cast, who: Person): Promise<Person> {
  const json = { email: who.username, password: PASSWORD };
  const { body } = await ask(url, "POST", "/api/v1/auth/login", { json });
  return { ...who, token: body.token };
}
