// How far the marks of a conversation were handed on here: hints overtake each other, and the poll repeats them.

import type { DeliveredFrame, ReadFrame } from "../protocol/server_frames.ts";

export class Marks {
  /** made for the first mark: most conversations get none for hours, and there are ten thousands of them */
  #at: Map<string, { read: number; delivered: number }> | undefined;

  /** @returns whether the mark moves forward for those who are here */
  advance({ from, ...frame }: ReadFrame | DeliveredFrame): boolean {
    const { read, delivered } = this.#at?.get(from) ?? { read: 0, delivered: 0 };
    const now = frame.type === "read"
      ? { read: Math.max(read, frame.read_seq), delivered: Math.max(delivered, frame.read_seq) }
      : { read, delivered: Math.max(delivered, frame.delivered_seq) };
    (this.#at ??= new Map()).set(from, now);
    return frame.type === "read" ? now.read > read : now.delivered > delivered;
  }

  /** @param rev of their head: read and delivered together, for both only move forward */
  knows(userId: string, rev: number): boolean {
    const at = this.#at?.get(userId);
    return at !== undefined && at.read + at.delivered >= rev;
  }
}
