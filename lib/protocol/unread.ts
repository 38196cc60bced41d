// What counts as unread, what of it is for oneself, and what the list shows of it: one definition for the server, the browser and the
// tests.

import { COUNT_MAX } from "./limits.ts";
import type { ConversationView, MessageView } from "./views.ts";

type Countable = Pick<
  MessageView,
  "seq" | "sender_id" | "is_deleted" | "recalled_at" | "message_type" | "mentions" | "mentions_all"
>;

/** Others' messages beyond the read mark, neither deleted, recalled nor the system's. */
export const isUnread = (message: Countable, me: string, lastReadSeq: number): boolean =>
  message.seq > lastReadSeq && message.sender_id !== me && !message.is_deleted && message.recalled_at === null &&
  message.message_type !== "system";

/** One that is unread and speaks to oneself, by name or to all. */
export const isUnreadMention = (message: Countable, me: string, lastReadSeq: number): boolean =>
  (message.mentions_all || message.mentions.includes(me)) && isUnread(message, me, lastReadSeq);

/** Who counts, as of when. Who has blocked the other of a private conversation wants to hear of nothing there. */
export type Reader = { me: string } & Pick<ConversationView, "last_read_seq" | "blocked">;
export type Counts = Pick<ConversationView, "unread_count" | "mention_count">;

/** @param messages all that the reader may see beyond the mark; hidden ones are not among them @returns each stops at 1,000 */
export function countsOf(messages: Iterable<Countable>, { me, last_read_seq, blocked }: Reader): Counts {
  let unread = 0;
  let mentions = 0;
  if (blocked) return { unread_count: 0, mention_count: 0 };
  for (const message of messages) {
    if (isUnread(message, me, last_read_seq)) unread++;
    if (isUnreadMention(message, me, last_read_seq)) mentions++;
  }
  return { unread_count: Math.min(unread, COUNT_MAX), mention_count: Math.min(mentions, COUNT_MAX) };
}

/** Archived up to `archivedSeq` (null: not): a later message brings a conversation back, unless it is muted. */
export const isArchived = (archivedSeq: number | null, lastSeq: number, muted: boolean): boolean =>
  archivedSeq !== null && (muted || lastSeq <= archivedSeq);

/** What of an entry asks for its reader. */
export interface Attention {
  /** shown bold */
  unread: boolean;
  /** the number beside it: what is for oneself; 0: none */
  badge: number;
}

type Asking = Pick<
  ConversationView,
  "type" | "unread_count" | "mention_count" | "muted" | "notify" | "archived" | "marked_unread"
>;

/**
 * Bold is unread; the number is for oneself: what is said in private, and mentions. Muted is neither, unless one marked it oneself;
 * what is archived asks with no number; `notify` says what the number counts.
 */
export function attention(entry: Asking): Attention {
  const isQuiet = entry.muted || entry.archived;
  return {
    unread: entry.marked_unread || (!entry.muted && entry.unread_count > 0),
    badge: isQuiet ? 0 : forMe(entry),
  };
}

function forMe({ type, notify, unread_count, mention_count }: Asking): number {
  if (notify === "nothing") return 0;
  return type === "private" && notify === "all" ? unread_count : mention_count;
}

/** Over all conversations, for the title and the app's badge: how many are unread, archived ones apart, and all numbers together. */
export function totalAttention(entries: Iterable<Asking>): { unread: number; badge: number } {
  let [unread, badge] = [0, 0];
  for (const entry of entries) {
    const asks = attention(entry);
    if (asks.unread && !entry.archived) unread++;
    badge += asks.badge;
  }
  return { unread, badge };
}
