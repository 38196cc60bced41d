// The people of these tests, and where they stand to one group and one private pair: whoever is refused must leave both as they were.

import { strict as assert } from "node:assert";
import type { Ids } from "./access_table.ts";
import { type Frame, type Person, person } from "../support/person.ts";

/**
 * How somebody stands to the group; the outsiders come first, and for them it must look as if it were not there. The disabled one was in
 * it and closed the account; the blocker has blocked the blocked one, both of them outside of it; the muted one is in it.
 */
export const ROLES = [
  "anonymous",
  "disabled",
  "stranger",
  "otherOwner",
  "former",
  "blocked",
  "blocker",
  "muted",
  "member",
  "admin",
  "owner",
] as const;
export type Role = typeof ROLES[number];
/** Signed in, and not in the group. */
export const OUTSIDERS = ["stranger", "otherOwner", "former", "blocked", "blocker"] as const satisfies readonly Role[];

export interface Cast {
  url: string;
  people: Record<Exclude<Role, "anonymous">, Person> & { spare: Person };
  /** the group in which most of them are, and a message of its owner there */
  group: string;
  groupMessage: string;
  /** an invitation to it */
  invite: string;
  /** what the owner and the admin say to each other in private, and one message of it */
  pair: string;
  pairMessage: string;
  /** what the blocker and the blocked one had said to each other before, and one message of the blocked one in it */
  blockedPair: string;
  blockedMessage: string;
  /** the other owner's group */
  otherGroup: string;
}

/** A raw answer: what somebody who looks for differences would see. */
export interface Seen {
  status: number;
  text: string;
  headers: Headers;
  /** parsed, where it is JSON */
  body: Frame;
}

/** An id like the server's, of nothing. */
export const NOWHERE = "01900000-0000-7000-8000-00000000000f";
/** That of everybody whom `person` makes. */
export const PASSWORD = "correct horse battery";

export const cookieOf = ({ token }: { token: string }): string => `parley=${token}`;

/** The session that a token names. */
export const sessionOf = ({ token }: { token: string }): string =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(token.split(".")[1]!, { alphabet: "base64url" }))).sid;

const NAMES = [...ROLES.filter((role) => role !== "anonymous"), "spare"] as const;

export async function cast(url: string): Promise<Cast> {
  const entries = await Promise.all(NAMES.map(async (name) => [name, await person(url, name)] as const));
  const people = Object.fromEntries(entries) as Cast["people"];
  const { owner, admin, otherOwner } = people;
  const said = (who: Person, path: string, content: string) => must(201, who.api("POST", path, { content }));
  const group = await groupOf(people);
  const groupMessage = await said(owner, `/messages/group/${group}`, "said in the group");
  const pairMessage = await said(owner, `/messages/private/${admin.id}`, "between two");
  const invite = (await must(201, owner.api("POST", `/groups/${group}/invites`, {}))).invite.code;
  const otherGroup = (await must(201, otherOwner.api("POST", "/groups", { name: "Theirs" }))).group.id;
  const blockedMessage = await said(people.blocked, `/messages/private/${people.blocker.id}`, "before the block");
  await must(200, people.blocker.api("PUT", `/users/${people.blocked.id}/block`));
  await must(200, people.disabled.api("POST", "/users/profile/deactivate", { password: PASSWORD }));
  return {
    url,
    people,
    group,
    groupMessage: groupMessage.message.id,
    invite,
    pair: pairMessage.message.conversation_id,
    pairMessage: pairMessage.message.id,
    blockedPair: blockedMessage.message.conversation_id,
    blockedMessage: blockedMessage.message.id,
    otherGroup,
  };
}

/** With everybody where they belong. */
async function groupOf({ owner, admin, member, former, muted, disabled }: Cast["people"]): Promise<string> {
  const members = [admin, member, former, muted, disabled].map(({ id }) => id);
  const group = (await must(201, owner.api("POST", "/groups", { name: "Ours", members }))).group.id;
  await must(200, owner.api("PATCH", `/groups/${group}/members/${admin.id}`, { role: "admin" }));
  await must(200, owner.api("PATCH", `/groups/${group}/members/${muted.id}`, { muted_until: "2999-01-01T00:00:00Z" }));
  await must(200, owner.api("DELETE", `/groups/${group}/members/${former.id}`));
  return group;
}

/** @returns the body of an answer that must have this status */
export async function must(status: number, answer: Promise<{ status: number; body: Frame }>): Promise<Frame> {
  const { status: got, body } = await answer;
  assert.equal(got, status, JSON.stringify(body));
  return body;
}

/** One request, seen from outside. @param who nobody: anonymous */
export async function ask(
  url: string,
  method: string,
  path: string,
  { who, json, headers = {}, body }: {
    who?: Person;
    json?: unknown;
    headers?: Record<string, string>;
    body?: BodyInit;
  } = {},
): Promise<Seen> {
  const all = new Headers(headers);
  if (who !== undefined) all.set("authorization", `Bearer ${who.token}`);
  if (json !== undefined) all.set("content-type", "application/json");
  const response = await fetch(`${url}${path}`, {
    method,
    headers: all,
    body: json === undefined ? body : JSON.stringify(json),
    redirect: "manual",
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: isJson && text !== "" ? JSON.parse(text) : undefined,
  };
}

/** Everything that could have changed in the conversations, as their own people see it. */
export async function stateOf({ people: { owner, blocker }, group, pair, blockedPair }: Cast): Promise<Frame> {
  const seen = await Promise.all([
    must(200, owner.api("GET", `/groups/${group}`)),
    ...[group, pair].map((id) => must(200, owner.api("GET", `/conversations/${id}/changes`))),
    must(200, blocker.api("GET", `/conversations/${blockedPair}/changes`)),
    must(200, blocker.api("GET", "/groups")),
  ]);
  // Who is online, and when they were last, is no change.
  return JSON.parse(
    JSON.stringify(seen, (key, value) => ["status", "last_seen"].includes(key) ? undefined : value),
  );
}

/** The cast as an operation wants it. */
export const idsOf = ({ group, groupMessage, invite, people: { member, spare } }: Cast): Ids => ({
  group,
  groupMessage,
  invite,
  member: member.id,
  spare: spare.id,
  session: NOWHERE,
});

/** What the owner could find changed anywhere: the conversations, themselves, their groups, their list. */
export async function everything(all: Cast): Promise<string> {
  const { owner } = all.people;
  const lists = ["/users/profile", "/groups", "/conversations", "/users/search?q=lie"];
  const seen = await Promise.all(lists.map((path) => must(200, owner.api("GET", path))));
  return JSON.stringify([await stateOf(all), seen]);
}
