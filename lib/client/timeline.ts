// What a thread shows, from top to bottom: messages, pending copies after them, and the lines between: days, the first unread. Pure.

import { dayKey, type Reader } from "../i18n/intl.ts";
import type { MessageView } from "../protocol/views.ts";
import { indexOf, type Log } from "./log.ts";
import type { Pending } from "./stores/outbox.ts";

export type Item =
  | { kind: "day"; key: string; time: string }
  | { kind: "new"; key: string }
  | { kind: "system"; key: string; message: MessageView }
  /** `first`: the author and time are shown, since somebody else or a while came before */
  | { kind: "message"; key: string; message: MessageView; first: boolean }
  | { kind: "pending"; key: string; pending: Pending; first: boolean };

/** Messages of one author within this time stand together. */
const TOGETHER_MS = 5 * 60_000;

export interface TimelineInput {
  log: readonly MessageView[];
  pending: readonly Pending[];
  me: string;
  reader: Reader;
  /** the message before these, which is not shown */
  before?: MessageView;
  /** the `seq` that the line of the first unread message stands before; null: no line */
  line: number | null;
}

interface Last {
  author: string;
  time: number;
  day: string;
}

export function timeline({ log, pending, me, reader, before, line }: TimelineInput): Item[] {
  const items: Item[] = [];
  let last: Last | undefined = before && {
    author: authorOf(before),
    time: Date.parse(before.created_at),
    day: dayKey(before.created_at, reader),
  };

  const begin = (author: string, time: string): boolean => {
    const day = dayKey(time, reader);
    const at = Date.parse(time);
    const newDay = day !== last?.day;
    if (newDay) items.push({ kind: "day", key: `day ${day}`, time });
    const first = newDay || last === undefined || last.author !== author || at - last.time > TOGETHER_MS;
    last = { author, time: at, day };
    return first;
  };

  for (const message of log) {
    let first = begin(authorOf(message), message.created_at);
    if (message.seq === line) {
      items.push({ kind: "new", key: "new" });
      first = true;
    }
    const key = message.client_id ?? message.id;
    items.push(
      message.message_type === "system" ? { kind: "system", key, message } : { kind: "message", key, message, first },
    );
  }
  const shown = new Set(log.map((message) => message.client_id));
  for (const it of pending) {
    if (shown.has(it.client_id)) continue;
    items.push({ kind: "pending", key: it.client_id, pending: it, first: begin(me, it.created_at) });
  }
  return items;
}

/** The system stands together with nobody. */
const authorOf = ({ message_type, sender_id }: MessageView): string => message_type === "system" ? "" : sender_id;

/**
 * Where the line of the first unread message stands: before the first one of others beyond the mark.
 * @param isWhole whether the log goes back to the beginning
 * @returns its `seq`; null: nowhere in this log
 */
export function lineIn(log: Log, unreadAfter: number | null, me: string, isWhole: boolean): number | null {
  if (unreadAfter === null) return null;
  const at = indexOf(log, unreadAfter + 1);
  const isBefore = at === 0 && !isWhole && (log[0]?.seq ?? Infinity) > unreadAfter + 1;
  return isBefore ? null : log.slice(at).find((it) => it.sender_id !== me)?.seq ?? null;
}
