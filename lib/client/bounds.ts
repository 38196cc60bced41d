// How many messages of a conversation are held: what is far from the reader is let go, and loaded again when they come there. Pure.
//
// The log ends at the latest message, always: that is what counts are made of. So whoever reads far above its end gets the messages
// around them as a window of their own (`around.ts`), and the log keeps its last ones; where the two meet, they are one again.

import type { Around } from "./around.ts";
import type { Conversation } from "./conversation.ts";
import { indexOf, type Log } from "./log.ts";

/** More are never held in one window. */
export const MOST_HELD = 1_000;
/** As many stay around the reader. */
const KEPT = 600;
/** As many stay of the log's end where the reader is elsewhere, or in another conversation. */
const LATEST = 200;

/** @param at the `seq` that the reader looks at; Infinity: the end */
export function bounded(of: Conversation, at: number): Conversation {
  const { log, around } = of;
  if (around !== null) {
    const isLong = (log?.length ?? 0) > MOST_HELD;
    const next = around.log.length > MOST_HELD ? cut(around, at) : around;
    return !isLong && next === around ? of : { ...(isLong ? latest(of, LATEST) : of), around: next };
  }
  if (log === null || log.length <= MOST_HELD) return of;
  if (log.length - indexOf(log, at) <= KEPT / 2) return latest(of, KEPT);
  const part = cut({ log, hasOlder: of.hasMore, hasNewer: false }, at);
  const rest = log.length - indexOf(log, part.log.at(-1)!.seq + 1);
  return { ...latest(of, Math.min(LATEST, rest)), around: part };
}

/** Nobody looks at it any more: the latest stay, to be shown at once when somebody does again. */
export const left = (of: Conversation): Conversation => latest({ ...of, around: null }, LATEST);

/** The log without what is before its last few. */
function latest(of: Conversation, count: number): Conversation {
  if (of.log === null || of.log.length <= count) return of;
  return { ...of, log: of.log.slice(-count), hasMore: true };
}

/** A window without what is far from the reader at either end. */
function cut({ log, hasOlder, hasNewer }: Around, at: number): Around {
  const start = Math.max(0, Math.min(indexOf(log, at) - KEPT / 2, log.length - KEPT));
  const part: Log = log.slice(start, start + KEPT);
  return { log: part, hasOlder: hasOlder || start > 0, hasNewer: hasNewer || start + KEPT < log.length };
}
