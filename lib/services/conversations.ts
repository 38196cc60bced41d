// Which conversation two people have: found, or made at the first message. The answer never changes once there is one, so
// that it is remembered; what a person may do in a conversation (whether they still reach the other, too) is judged elsewhere, every
// time: by the writer, in the transaction itself.

import { LRUCache } from "lru-cache";
import { isActive, openPair, pairOf, placeFor, strangersMet } from "../../db/conversations.ts";
import { reachOf } from "../../db/reachability.ts";
import type { Database, Sql } from "../../db/sql.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { newId } from "./ids.ts";
import { otherOf } from "./views.ts";

const REMEMBERED = 50_000;

/** Ids by pair: one cache a database, for tests have several in one process. */
const caches = new WeakMap<Database, LRUCache<string, string>>();

function cacheOf(db: Database): LRUCache<string, string> {
  const cache = caches.get(db) ?? new LRUCache<string, string>({ max: REMEMBERED });
  caches.set(db, cache);
  return cache;
}

/** A restore may have lost conversations: what was remembered under another epoch is not asked for again. */
const keyOf = (deps: ChatDeps, one: string, other: string) => `${deps.epoch()} ${[one, other].sort().join(" ")}`;

/** The private conversation of these two, if this instance has seen it before. */
export const rememberedConversation = (deps: ChatDeps, one: string, other: string): string | undefined =>
  cacheOf(deps.db).get(keyOf(deps, one, other));

/**
 * The private conversation with a person; with oneself: one's notes.
 * @param make whether to make it if there is none
 * @returns its id; undefined if there is none and none was to be made
 * @throws ParleyError `not_found` (no such person); when one has to be made also `not_reachable`, `rate_limited`
 */
export async function privateConversation(
  deps: ChatDeps,
  actor: Actor,
  userId: string,
  { make }: { make: boolean },
): Promise<string | undefined> {
  const known = rememberedConversation(deps, actor.userId, userId);
  if (known !== undefined) return known;
  const id = make ? await open(deps, actor, userId) : await find(deps, actor, userId);
  if (id !== undefined) cacheOf(deps.db).set(keyOf(deps, actor.userId, userId), id);
  return id;
}

async function find(deps: ChatDeps, actor: Actor, userId: string): Promise<string | undefined> {
  const id = await pairOf(deps.db, actor.userId, userId);
  if (id === undefined && await isActive(deps.db, userId) === undefined) throw notFound("This person");
  return id;
}

async function open(deps: ChatDeps, actor: Actor, userId: string): Promise<string> {
  const present = await pairOf(deps.db, actor.userId, userId);
  if (present !== undefined) return present;
  const [person] = await reachOf(deps.db, actor.userId, [userId]);
  if (person === undefined) throw notFound("This person");
  if (!person.reachable) throw notReachable();
  const id = newId();
  const pair = await openPair(deps.db, id, actor.userId, userId, (tx) => allowStranger(deps, tx, actor, id));
  for (const [user_id, me_rev] of pair.meRevs) deps.bus.publish({ kind: "person", user_id, me_rev });
  return pair.id;
}

/** @returns the other of a private conversation, oneself of one's notes; null: it is a group @throws ParleyError `not_found` */
export async function otherOfConversation(
  deps: Pick<ChatDeps, "db">,
  actor: Actor,
  id: string,
): Promise<string | null> {
  const place = await placeFor(deps.db, actor.userId, id);
  if (place === undefined) throw notFound("This conversation");
  return otherOf(place, actor.userId);
}

export const notReachable = () => new ParleyError("not_reachable", "This person cannot be reached.");

async function allowStranger({ limits }: ChatDeps, tx: Sql, actor: Actor, conversationId: string): Promise<void> {
  if (limits.strangersPerHour <= 0 || limits.strangersPerHour === Infinity) return;
  const { count, seconds, stranger } = await strangersMet(tx, actor.userId, conversationId);
  if (!stranger || count <= limits.strangersPerHour) return;
  throw new ParleyError("rate_limited", "You have written to many new people. Please wait a while.", {
    retryAfter: Math.max(1, seconds),
  });
}
