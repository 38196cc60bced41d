// One conversation as this client holds it, and what others' marks do to it. Pure: state in, state out. What messages and one's own mark do
// is in `counting.ts`.

import type { ConversationView, MembershipView, MessageView } from "../protocol/views.ts";
import type { Around } from "./around.ts";
import type { Log } from "./log.ts";

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
  /** archived up to here, as far as is known; null: not */
  readonly archivedSeq: number | null;
  /** the counts are a guess until the entry is read again */
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
  archivedSeq: archivedSeqOf(entry),
  stale: false,
  isLastUnknown: false,
});

/** An entry that is archived is so up to its last message at least. */
export const archivedSeqOf = (entry: ConversationView): number | null => entry.archived ? entry.last_seq : null;

/** The first `seq` from which nothing that is visible is missing in the log. */
export const windowStart = (of: Conversation): number => !of.hasMore ? 0 : of.log?.[0]?.seq ?? of.entry.last_seq + 1;

export const alive = (message: MessageView) => !message.is_deleted && message.recalled_at === null;

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

/** What the ticks of one's own message say. */
export const statusOf = (of: Pick<Conversation, "delivered" | "read">, seq: number): "sent" | "delivered" | "read" =>
  seq <= of.read ? "read" : seq <= of.delivered ? "delivered" : "sent";

/** Those who are in, owners first, then admins. */
export const present = (of: Conversation): MembershipView[] => {
  const rank = { owner: 0, admin: 1, member: 2 };
  return [...of.members?.values() ?? []].filter((it) => !it.left).sort((a, b) => rank[a.role] - rank[b.role]);
};
