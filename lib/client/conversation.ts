// One conversation as this client holds it, and what a message or a mark does to it. Pure: state in, state out.

import { COUNT_MAX } from "../protocol/limits.ts";
import { isUnread, unreadCount } from "../protocol/unread.ts";
import type { ConversationView, MembershipView, MessageView } from "../protocol/views.ts";
import type { Around } from "./around.ts";
import { held, type Log, place } from "./log.ts";

export interface Conversation {
  /** As the list shows it. Its `rev` is how far the whole of this is exact. */
  readonly entry: ConversationView;
  /** null: not opened yet, only what the list shows is held */
  readonly log: Log | null;
  /** whether the server has older messages than the log begins with */
  readonly hasMore: boolean;
  /** by person, those who left included; null: not loaded */
  readonly members: ReadonlyMap<string, MembershipView> | null;
  /** a second window, which does not end at the latest: around a message that was jumped to */
  readonly around: Around | null;
  /** the pinned messages, newest pin first; null: not loaded */
  readonly pins: readonly MessageView[] | null;
  /** ids of what this person has hidden since it was opened: a late frame or page must not bring it back */
  readonly hidden: ReadonlySet<string>;
  /** what came of the others' marks since it was opened, by person */
  readonly marks: ReadonlyMap<string, Mark>;
  /** how far the furthest of the others is */
  readonly delivered: number;
  readonly read: number;
  /** the unread count is a guess until the entry is read again */
  readonly stale: boolean;
  /** the last message was hidden, and the one before it is not held: until the entry is read again, the list shows none */
  readonly isLastUnknown: boolean;
}

/** Whether the entry has to be read again. */
export const isGuess = (of: Conversation): boolean => of.stale || of.isLastUnknown;

/** Everything up to these `seq`s. */
export interface Mark {
  delivered: number;
  read: number;
}

export const fromEntry = (entry: ConversationView): Conversation => ({
  entry,
  log: null,
  hasMore: true,
  members: null,
  around: null,
  pins: null,
  hidden: new Set(),
  marks: new Map(),
  delivered: 0,
  read: 0,
  stale: false,
  isLastUnknown: false,
});

/** The first `seq` from which nothing that is visible is missing in the log. */
export const windowStart = (of: Conversation): number => !of.hasMore ? 0 : of.log?.[0]?.seq ?? of.entry.last_seq + 1;

export const alive = (message: MessageView) => !message.is_deleted && message.recalled_at === null;

/** Counts what is unread where the log reaches back to the read mark; elsewhere keeps what it was. */
export function recount(of: Conversation, me: string): Conversation {
  const mark = of.entry.last_read_seq;
  const covered = of.log !== null && windowStart(of) <= mark + 1;
  if (covered) {
    const unread_count = unreadCount(of.log, me, mark);
    return { ...of, stale: false, entry: { ...of.entry, unread_count } };
  }
  return mark >= of.entry.last_seq ? { ...of, stale: false, entry: { ...of.entry, unread_count: 0 } } : of;
}

/** A message in its newest state: new if it is beyond the last, otherwise changed. */
export function withMessage(of: Conversation, message: MessageView, me: string): Conversation {
  const { entry } = of;
  const isNew = message.seq > entry.last_seq;
  const before = of.log === null ? undefined : held(of.log, message.seq);
  const mark = entry.last_read_seq;
  const counts = isNew && isUnread(message, me, mark) ? 1 : 0;
  const isLater = before !== undefined && message.rev > before.rev;
  const uncounts = isLater && isUnread(before, me, mark) && !isUnread(message, me, mark) ? 1 : 0;
  const wasOurs = entry.last_message?.seq ?? 0;
  const isLast = message.seq > wasOurs || (message.seq === wasOurs && message.rev >= (entry.last_message?.rev ?? 0));
  const inWindow = of.log !== null && (isNew || before !== undefined || message.seq >= windowStart(of));
  const doubtful = !isNew && before === undefined && !alive(message) && message.seq > mark && message.sender_id !== me;
  return recount({
    ...of,
    log: inWindow ? place(of.log ?? [], message) : of.log,
    stale: of.stale || doubtful || (uncounts > 0 && entry.unread_count >= COUNT_MAX),
    entry: {
      ...entry,
      last_message: isLast ? message : entry.last_message,
      last_seq: Math.max(entry.last_seq, message.seq),
      unread_count: Math.max(0, Math.min(COUNT_MAX, entry.unread_count + counts - uncounts)),
    },
  }, me);
}

/** Another person's marks: they only move forward. */
export const withMarks = (of: Conversation, delivered: number, read: number): Conversation => ({
  ...of,
  delivered: Math.max(of.delivered, delivered, read),
  read: Math.max(of.read, read),
});

/** The same, knowing whose they are. */
export function withMarkOf(of: Conversation, userId: string, delivered: number, read: number): Conversation {
  const before = of.marks.get(userId) ?? { delivered: 0, read: 0 };
  const mark = { delivered: Math.max(before.delivered, delivered, read), read: Math.max(before.read, read) };
  return { ...withMarks(of, delivered, read), marks: new Map(of.marks).set(userId, mark) };
}

/** One's own read mark, moved here or on another device. */
export function withOwnMark(of: Conversation, seq: number, me: string): Conversation {
  if (seq <= of.entry.last_read_seq) return of;
  return recount({ ...of, stale: true, entry: { ...of.entry, last_read_seq: seq } }, me);
}

/** What the ticks of one's own message say. */
export const statusOf = (of: Pick<Conversation, "delivered" | "read">, seq: number): "sent" | "delivered" | "read" =>
  seq <= of.read ? "read" : seq <= of.delivered ? "delivered" : "sent";

/** Those who are in, owners first, then admins. */
export const present = (of: Conversation): MembershipView[] => {
  const rank = { owner: 0, admin: 1, member: 2 };
  return [...of.members?.values() ?? []].filter((it) => !it.left).sort((a, b) => rank[a.role] - rank[b.role]);
};

/** Without the messages that this person has hidden. */
export const withoutMessages = (of: Conversation, ids: ReadonlySet<string>): Conversation =>
  of.log === null ? of : { ...of, log: of.log.filter((message) => !ids.has(message.id)) };
