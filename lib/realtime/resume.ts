// Coming back: what a client holds is compared with what the hub has handed out. That costs no query unless the client is ahead
// of this instance, since everything later than the hub's own revs will come as frames.

import { meRevOf } from "../../db/entries.ts";
import { headsOf } from "../../db/subscriptions.ts";
import type { ClientFrame } from "../protocol/client_frames.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { PongFrame, ResumedFrame } from "../protocol/server_frames.ts";
import { cursorInvalid } from "../services/changes.ts";
import type { Actor, Deps } from "../services/deps.ts";
import type { Hub } from "./hub.ts";
import type { Person } from "./person.ts";

type ResumeFrame = Extract<ClientFrame, { type: "resume" }>;

const HEADS_MS = 60_000;

function personOf(hub: Hub, actor: Actor): Person {
  const person = hub.localPerson(actor.userId);
  if (person === undefined) throw new ParleyError("session_ended", "This socket is no longer signed in.");
  return person;
}

/**
 * @returns which of the client's conversations have moved on; one that is missing from the answer and from the person's
 * changes by `me_rev` is up to date
 * @throws ParleyError `cursor_invalid`
 */
export async function resume(deps: Deps, hub: Hub, actor: Actor, frame: ResumeFrame): Promise<ResumedFrame> {
  const person = personOf(hub, actor);
  if (frame.epoch !== deps.epoch()) throw cursorInvalid();
  // The same holds for the person's own number: what this instance has not heard of yet comes as frames.
  if (frame.me_rev > person.meRev) {
    if (frame.me_rev > await meRevOf(deps.db, actor.userId)) throw cursorInvalid();
    await hub.people.refresh(person, frame.me_rev);
  }
  const behind: Record<string, number> = {};
  const ahead: string[] = [];
  for (const [id, rev] of Object.entries(frame.revs)) {
    const room = hub.rooms.get(id);
    if (room?.people.has(person) !== true) continue;
    if (room.rev > rev) behind[id] = room.rev;
    else if (room.rev < rev) ahead.push(id);
  }
  if (ahead.length > 0) await check(deps, hub, actor, frame.revs, ahead);
  return { type: "resumed", epoch: deps.epoch(), me_rev: person.meRev, behind };
}

/** A client may be ahead of this instance, having been on another, but not of the database. */
async function check(deps: Deps, hub: Hub, actor: Actor, revs: Record<string, number>, ids: string[]): Promise<void> {
  for (const { conversation_id, rev } of await headsOf(deps.db, actor.userId, ids)) {
    if ((revs[conversation_id] ?? 0) > rev) throw cursorInvalid();
    hub.expect(conversation_id, rev);
  }
}

/** The conversations of this person that moved within the last minute, and where they are. */
export function pong(hub: Hub, actor: Actor): PongFrame {
  const person = personOf(hub, actor);
  const since = performance.now() - HEADS_MS;
  const heads: Record<string, number> = {};
  for (const room of person.rooms) if (room.movedAt > since) heads[room.id] = room.rev;
  return { type: "pong", me_rev: person.meRev, heads };
}
