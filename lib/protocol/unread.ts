// What counts as unread: one definition for the server, the browser and the tests.

import { COUNT_MAX } from "./limits.ts";
import type { MessageView } from "./views.ts";

type Countable = Pick<MessageView, "seq" | "sender_id" | "is_deleted" | "recalled_at" | "message_type">;

/** Others' messages beyond the read mark, neither deleted, recalled nor the system's. */
export const isUnread = (message: Countable, me: string, lastReadSeq: number): boolean =>
  message.seq > lastReadSeq && message.sender_id !== me && !message.is_deleted && message.recalled_at === null &&
  message.message_type !== "system";

/** How many of `messages` are unread for `me`; stops counting at 1,000. */
export function unreadCount(messages: Iterable<Countable>, me: string, lastReadSeq: number): number {
  let unread = 0;
  for (const message of messages) {
    if (isUnread(message, me, lastReadSeq) && ++unread === COUNT_MAX) break;
  }
  return unread;
}
