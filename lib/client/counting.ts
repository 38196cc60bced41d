// What a message, one's own mark and what one hides do to a conversation and to what counts in it. Pure. Counts are right as of the entry's
// `rev`, or known to be a guess: then the entry is read again.

import { COUNT_MAX } from "../protocol/limits.ts";
import { countsOf, isArchived, isUnread, isUnreadMention } from "../protocol/unread.ts";
import type { MessageView } from "../protocol/views.ts";
import { alive, type Conversation, windowStart } from "./conversation.ts";
import { held, place } from "./log.ts";

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

/** One's own read mark, moved here or on another device; what was marked unread is so no more. */
export function withOwnMark(of: Conversation, seq: number, me: string): Conversation {
  if (seq <= of.entry.last_read_seq) return of;
  return recount({ ...of, stale: true, entry: { ...of.entry, last_read_seq: seq, marked_unread: false } }, me);
}

/** Without the messages that this person has hidden; of one that is not held nobody knows whether it was counted. */
export function withoutMessages(of: Conversation, ids: ReadonlySet<string>, me: string): Conversation {
  const { last_read_seq, unread_count } = of.entry;
  const gone = (of.log ?? []).filter((message) => ids.has(message.id));
  const wasCounted = gone.some((message) => isUnread(message, me, last_read_seq)) ||
    (gone.length < ids.size && unread_count > 0);
  const log = of.log?.filter((message) => !ids.has(message.id)) ?? null;
  return recount({ ...of, stale: of.stale || wasCounted, log }, me);
}
