// One conversation as this client holds it, and what a message or a mark does to it. Pure: state in, state out.

import { COUNT_MAX } from "../protocol/limits.ts";
import { countsOf, isArchived, isUnread, isUnreadMention } from "../protocol/unread.ts";
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

/** Counts where the log reaches back to the read mark; elsewhere keeps what it was. */
export function recount(of: Conversation, me: string): Conversation {
  const { last_read_seq, last_seq, blocked } = of.entry;
  const isCovered = of.log !== null && windowStart(of) <= last_read_seq + 1;
  if (!isCovered && !blocked && last_read_seq < last_seq) return of;
  const counts = countsOf(isCovered && of.log !== null ? of.log : [], { me, last_read_seq, blocked });
  return { ...of, stale: false, entry: { ...of.entry, ...counts } };
}

/** A message in its newest state: new if it is beyond the last, otherwise changed. */
export function withMessage(of: Conversation, message: MessageView, me: string): Conversation {
  const { entry } = of;
  if (message.seq < entry.first_seq) return of; // from before one's time
  const isNew = message.seq > entry.last_seq;
  const before = known(of, message.seq);
  const wasOurs = entry.last_message?.seq ?? 0;
  const isLast = message.seq > wasOurs || (message.seq === wasOurs && message.rev >= (entry.last_message?.rev ?? 0));
  const isHeld = of.log !== null && held(of.log, message.seq) !== undefined;
  const inWindow = of.log !== null && (isNew || isHeld || message.seq >= windowStart(of));
  const counted = isNew || (before !== undefined && message.rev > before.rev)
    ? withCounted(of, before === undefined ? [] : [before], message, me)
    : { ...of, stale: of.stale || (before === undefined && isDoubtful(of, message, me)) };
  // What was left out may still be told, as changed since: out of its place, so that it would not be counted as new.
  const hasSkipped = message.seq > entry.last_seq + 1;
  const next = withLastSeq({ ...counted, stale: counted.stale || hasSkipped }, message.seq);
  return recount({
    ...next,
    log: inWindow ? place(of.log ?? [], message) : of.log,
    entry: { ...next.entry, last_message: isLast ? message : entry.last_message },
  }, me);
}

/** There are messages up to `seq` at least: a later one brings back what was archived. */
export function withLastSeq(of: Conversation, seq: number): Conversation {
  const last_seq = Math.max(of.entry.last_seq, seq);
  return { ...of, entry: { ...of.entry, last_seq, archived: isArchived(of.archivedSeq, last_seq, of.entry.muted) } };
}

/** Who joined anew may see less than before: what lies before their time goes. */
export function withFirstSeq(of: Conversation, first_seq: number): Conversation {
  if (first_seq <= of.entry.first_seq) return { ...of, entry: { ...of.entry, first_seq } };
  const isSeen = (message: MessageView) => message.seq >= first_seq;
  const last = of.entry.last_message;
  const around = of.around && { ...of.around, log: of.around.log.filter(isSeen), hasOlder: false };
  return {
    ...of,
    log: of.log?.filter(isSeen) ?? null,
    around,
    pins: of.pins?.filter(isSeen) ?? null,
    entry: { ...of.entry, first_seq, last_message: last !== null && isSeen(last) ? last : null },
  };
}

/** A message as it was counted: held or in the list, unless a page or an answer has shown a later state of it. */
function known({ log, entry }: Conversation, seq: number): MessageView | undefined {
  const last = entry.last_message?.seq === seq ? entry.last_message : undefined;
  const message = (log === null ? undefined : held(log, seq)) ?? last;
  return message !== undefined && message.rev <= entry.rev ? message : undefined;
}

/** Counts one message instead of another. Counts stop at 1,000: what goes from there leaves a guess. */
function withCounted(of: Conversation, before: MessageView[], message: MessageView, me: string): Conversation {
  const { entry } = of;
  const reader = { me, last_read_seq: entry.last_read_seq, blocked: entry.blocked };
  const [was, is] = [countsOf(before, reader), countsOf([message], reader)];
  const unread = entry.unread_count + is.unread_count - was.unread_count;
  const mentions = entry.mention_count + is.mention_count - was.mention_count;
  const isFull = (count: number, now: number) => count >= COUNT_MAX && now < count;
  const stale = of.stale || isFull(entry.unread_count, unread) || isFull(entry.mention_count, mentions);
  return { ...of, stale, entry: { ...entry, unread_count: within(unread), mention_count: within(mentions) } };
}

const within = (count: number): number => Math.max(0, Math.min(COUNT_MAX, count));

/** Whether a message that is not held may have counted otherwise before: as unread (it is gone), or for oneself (it was edited). */
function isDoubtful({ entry }: Conversation, message: MessageView, me: string): boolean {
  if (message.seq <= entry.last_read_seq || message.sender_id === me) return false;
  const isForMe = isUnreadMention(message, me, entry.last_read_seq);
  return !alive(message) || (message.edited_at !== null && (isForMe || entry.mention_count > 0));
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

/** One's own read mark, moved here or on another device; what was marked unread is so no more. */
export function withOwnMark(of: Conversation, seq: number, me: string): Conversation {
  if (seq <= of.entry.last_read_seq) return of;
  return recount({ ...of, stale: true, entry: { ...of.entry, last_read_seq: seq, marked_unread: false } }, me);
}

/** What the ticks of one's own message say. */
export const statusOf = (of: Pick<Conversation, "delivered" | "read">, seq: number): "sent" | "delivered" | "read" =>
  seq <= of.read ? "read" : seq <= of.delivered ? "delivered" : "sent";

/** Those who are in, owners first, then admins. */
export const present = (of: Conversation): MembershipView[] => {
  const rank = { owner: 0, admin: 1, member: 2 };
  return [...of.members?.values() ?? []].filter((it) => !it.left).sort((a, b) => rank[a.role] - rank[b.role]);
};

/** Without the messages that this person has hidden; of one that is not held nobody knows whether it was counted. */
export function withoutMessages(of: Conversation, ids: ReadonlySet<string>, me: string): Conversation {
  const { last_read_seq, unread_count } = of.entry;
  const gone = (of.log ?? []).filter((message) => ids.has(message.id));
  const wasCounted = gone.some((message) => isUnread(message, me, last_read_seq)) ||
    (gone.length < ids.size && unread_count > 0);
  const log = of.log?.filter((message) => !ids.has(message.id)) ?? null;
  return recount({ ...of, stale: of.stale || wasCounted, log }, me);
}
