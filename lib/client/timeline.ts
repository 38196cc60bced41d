// What a thread shows, from top to bottom: messages, pending copies after them, and the lines between: days, the first unread. Pure.

import { dayKey, type Reader } from "../i18n/intl.ts";
import type { MessageView } from "../protocol/views.ts";
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
  /** the line stands before the first message of others beyond this; null: no line */
  unreadAfter: number | null;
}

interface Last {
  author: string;
  time: number;
  day: string;
}

export function timeline({ log, pending, me, reader, unreadAfter }: TimelineInput): Item[] {
  const items: Item[] = [];
  let last: Last | undefined;
  let lineDue = unreadAfter !== null;

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
    const isLine = lineDue && unreadAfter !== null && message.seq > unreadAfter && message.sender_id !== me;
    const isSystem = message.message_type === "system";
    let first = begin(isSystem ? "" : message.sender_id, message.created_at);
    if (isLine) {
      items.push({ kind: "new", key: "new" });
      lineDue = false;
      first = true;
    }
    const key = message.client_id ?? message.id;
    items.push(isSystem ? { kind: "system", key, message } : { kind: "message", key, message, first });
  }
  const shown = new Set(log.map((message) => message.client_id));
  for (const it of pending) {
    if (shown.has(it.client_id)) continue;
    items.push({ kind: "pending", key: it.client_id, pending: it, first: begin(me, it.created_at) });
  }
  return items;
}

/** One to three emoji and nothing else are shown large. */
export const isOnlyEmoji = (content: string): boolean => /^(?:\p{RGI_Emoji}\s?){1,3}$/v.test(content.trim());
