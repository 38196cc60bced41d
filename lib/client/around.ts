// A window of messages around one that was jumped to: it begins and ends in the middle, beside the log that ends at the latest. When
// the two meet, they are one log. Pure.

import { type Conversation, windowStart, withMarks } from "./conversation.ts";
import { recount } from "./counting.ts";
import { shown } from "./hidden.ts";
import { held, type Log, marksOf, place, placeAll } from "./log.ts";
import type { MessageView } from "../protocol/views.ts";

export interface Around {
  readonly log: Log;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** A page of it: `has_more` speaks of what lies beyond the end that was asked for. */
interface Page {
  messages: readonly MessageView[];
  has_more: boolean;
}

/** The messages around a place, in a window of their own. */
export function withAround(of: Conversation, { messages, has_more }: Page, me: string): Conversation {
  const log = placeAll([], shown(of, messages));
  const hasNewer = (log.at(-1)?.seq ?? 0) < of.entry.last_seq;
  const marks = marksOf(log, me);
  return joined(withMarks({ ...of, around: { log, hasOlder: has_more, hasNewer } }, marks.delivered, marks.read), me);
}

export const withoutAround = (of: Conversation): Conversation => ({ ...of, around: null });

/** The page before the window, or after it. */
export function withAroundPage(of: Conversation, page: Page, end: "older" | "newer", me: string): Conversation {
  if (of.around === null) return of;
  const log = placeAll(of.around.log, shown(of, page.messages));
  const ends = end === "older" ? { hasOlder: page.has_more } : { hasNewer: page.has_more };
  return joined({ ...of, around: { ...of.around, ...ends, log } }, me);
}

/** A message that changed; new ones are not the window's. */
export function inAround(of: Conversation, message: MessageView): Conversation {
  if (of.around === null || held(of.around.log, message.seq) === undefined) return of;
  return { ...of, around: { ...of.around, log: place(of.around.log, message) } };
}

/** Once nothing lies between the window and the log (or it ends at the latest itself), they are one log. */
function joined(of: Conversation, me: string): Conversation {
  const { around } = of;
  const log = of.log ?? [];
  const last = around?.log.at(-1)?.seq ?? 0;
  if (around === null || (around.hasNewer && (of.log === null || last < windowStart(of)))) return of;
  const isLonger = (around.log[0]?.seq ?? Infinity) < windowStart(of);
  const hasMore = isLonger ? around.hasOlder : of.hasMore;
  return recount({ ...of, around: null, hasMore, log: placeAll(log, around.log) }, me);
}

/** The message of that id, if any window holds it. */
export const find = (of: Conversation, id: string): MessageView | undefined =>
  of.log?.find((it) => it.id === id) ?? of.around?.log.find((it) => it.id === id) ??
    of.pins?.find((it) => it.id === id);
