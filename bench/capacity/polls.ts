// What the polls of the heads read (`lib/realtime/poll.ts`): every instance reads every head that changed since its last poll, and the
// statuses of everybody whose presence changed. Marks are read only where their hint was lost.

import { CONNECTED_MS } from "../../lib/realtime/poll.ts";
import type { Batch } from "./group_commit.ts";
import type { Marked, Message } from "./chatter.ts";
import { isSmall } from "./tally.ts";
import type { Conversation, World } from "./world.ts";

/** Rows that all instances read together. */
export type Polled = Record<"head rows" | "status rows", number>;

export interface Changed {
  committed: readonly Batch<Message>[];
  marked: readonly Marked[];
  moves: readonly { at: number; person: number }[];
}

export function polled(world: World, { committed, marked, moves }: Changed): Polled {
  const windows = new Map<number, Window>();
  const windowAt = (at: number): Window => {
    const number = Math.floor(at / CONNECTED_MS);
    const found = windows.get(number) ?? new Window();
    windows.set(number, found);
    return found;
  };
  for (const { at, of } of committed) for (const { conversation } of of) windowAt(at).conversations.add(conversation);
  for (const { at, conversation, count, readers } of marked) {
    const { marks, readers: all } = windowAt(at);
    if (isSmall(conversation)) marks.set(conversation, count);
    for (const reader of readers) all.add(reader);
  }
  for (const { at, person } of moves) windowAt(at).moved.add(person);
  const sum = (of: (window: Window) => number) =>
    [...windows.values()].reduce((total, window) => total + of(window), 0);
  return {
    "head rows": world.instances * sum((window) => window.heads()),
    "status rows": world.instances * sum(({ moved }) => moved.size),
  };
}

/** What changed between two polls, each thing once: a head has one row. */
class Window {
  readonly conversations = new Set<Conversation>();
  /** of small ones: of others there are no heads */
  readonly marks = new Map<Conversation, number>();
  readonly readers = new Set<number>();
  readonly moved = new Set<number>();

  heads(): number {
    let marks = 0;
    for (const count of this.marks.values()) marks += count;
    return this.conversations.size + marks + this.readers.size + this.moved.size;
  }
}
