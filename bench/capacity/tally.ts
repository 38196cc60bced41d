// What one event costs, counted as the code does it: hints between instances (`lib/bus/`), frames and writes to sockets
// (`lib/realtime/hub.ts`, `room.ts`, `signs.ts`, `statuses.ts`, `outgoing.ts`). `tests/bench/capacity_test.ts` holds it against the real hub.

import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { Conversation, World } from "./world.ts";

/** Hints by what they are about. Read marks of conversations above `smallGroup` are for the reader's own devices, and travel to all. */
export const HINTS = ["changes", "marks", "large marks", "typing", "status"] as const;
export type Hint = typeof HINTS[number];
export const FRAMES = ["message", "ack", "mark", "typing", "status", "pong"] as const;
export type Frame = typeof FRAMES[number];

export type Tallied =
  | `published ${Hint}`
  | `received ${Hint}`
  | `wanted ${Hint}`
  | `frames ${Frame}`
  | "hinted marks"
  | "writes"
  | "mark writes";
export type Tally = Record<Tallied, number>;

export const noTally = (): Tally => ({
  ...sums("published", HINTS),
  ...sums("received", HINTS),
  ...sums("wanted", HINTS),
  ...sums("frames", FRAMES),
  "hinted marks": 0,
  writes: 0,
  "mark writes": 0,
});

function sums<What extends string, Of extends string>(what: What, of: readonly Of[]): Record<`${What} ${Of}`, number> {
  return Object.fromEntries(of.map((it) => [`${what} ${it}`, 0])) as Record<`${What} ${Of}`, number>;
}

export const isSmall = ({ members }: Conversation): boolean => members.length <= DEFAULT_LIMITS.smallGroup;

/** A hint that is published so often, and of use on so many other instances. */
function hint(tally: Tally, { instances }: World, kind: Hint, times: number, wantedBy: number): void {
  tally[`published ${kind}`] += times;
  tally[`received ${kind}`] += times * (instances - 1);
  tally[`wanted ${kind}`] += times * wantedBy;
}

/** A message of a commit. */
export interface Said {
  conversation: Conversation;
  sender: number;
}

/**
 * Messages that were committed together: one hint a conversation, and one write a socket, for what one instance published in a turn
 * comes to the others in one. A lane that stands for several instances may hold messages of several; theirs is never one hint.
 */
export function tellMessages(tally: Tally, world: World, batch: readonly Said[]): void {
  const sockets = new Map<number, Set<number>>();
  for (const [instance, messages] of runsOf(world, batch)) {
    const { conversation } = messages[0]!;
    const { members } = conversation;
    hint(tally, world, "changes", 1, world.spreadOf(conversation) - 1);
    tally["frames message"] += messages.length * (members.length - 1);
    tally["frames ack"] += messages.length;
    const reached = sockets.get(instance) ?? new Set<number>();
    sockets.set(instance, reached);
    for (const member of members) reached.add(member);
  }
  for (const reached of sockets.values()) tally.writes += reached.size;
}

/** @returns what goes into one hint each, with its instance */
function runsOf({ home }: World, batch: readonly Said[]): [instance: number, messages: Said[]][] {
  const byConversation = Map.groupBy(batch, ({ conversation }) => conversation);
  return [...byConversation.values()].flatMap((messages) => [...Map.groupBy(messages, ({ sender }) => home[sender]!)]);
}

/** Marks of one conversation that one transaction moved: those of delivery are one hint, one of reading is its own. */
export interface MarksMoved {
  conversation: Conversation;
  delivered: number;
  read: number;
}

/**
 * They go to everybody else in a small conversation, a read mark to the reader's own devices as well; one write a socket. Who has what
 * in a large one is not announced.
 */
export function tellMarks(tally: Tally, world: World, { conversation, delivered, read }: MarksMoved): void {
  const { members } = conversation;
  const small = isSmall(conversation);
  const told = small ? delivered : 0;
  const count = told + read;
  if (count === 0) return;
  const hints = Math.min(told, 1) + read;
  hint(tally, world, small ? "marks" : "large marks", hints, world.spreadOf(conversation) - 1);
  tally["hinted marks"] += count;
  const others = small ? members.length - 1 : 0;
  tally["frames mark"] += read + count * others;
  const writes = !small ? read : count === 1 && read === 0 ? others : members.length;
  tally["mark writes"] += writes;
  tally.writes += writes;
}

export function tellTyping(tally: Tally, world: World, conversation: Conversation): void {
  if (!isSmall(conversation)) return;
  hint(tally, world, "typing", 1, world.spreadOf(conversation) - 1);
  handed(tally, "typing", conversation.members.length - 1);
}

/** A status is of nobody's conversation: every instance takes it apart, to see whether it has somebody who may know. */
export function tellStatus(tally: Tally, world: World, person: number): void {
  const audience = new Set([person]);
  for (const conversation of world.society.of[person]!) {
    if (isSmall(conversation)) { for (const member of conversation.members) audience.add(member); }
  }
  hint(tally, world, "status", 1, world.instances - 1);
  handed(tally, "status", audience.size);
}

/** Frames that come alone: a write each. */
function handed(tally: Tally, kind: Frame, frames: number): void {
  tally[`frames ${kind}`] += frames;
  tally.writes += frames;
}
