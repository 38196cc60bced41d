// What the server shows as of one moment, put into what is held: an entry of the list, a page of messages, a page of members. Pure.

import type { ConversationView, MemberView, MessageView } from "../protocol/views.ts";
import { archivedSeqOf, type Conversation, withMarks } from "./conversation.ts";
import { recount, withFirstSeq, withLastSeq } from "./counting.ts";
import { shown } from "./hidden.ts";
import { marksOf, placeAll } from "./log.ts";

/** The entry as the server shows it now. It is the truth about everything where the two are at the same `rev`. */
export function withEntry(held: Conversation, entry: ConversationView, me: string): Conversation {
  const of = withFirstSeq(held, entry.first_seq);
  const last_read_seq = Math.max(of.entry.last_read_seq, entry.last_read_seq);
  const archivedSeq = archivedSeqOf(entry);
  const isAhead = entry.rev > of.entry.rev;
  if (entry.rev === of.entry.rev || (isAhead && of.log === null && of.around === null)) {
    // Counted as of an older mark than ours: then the counts, and what a mark that moves ends, stay ours.
    const isBehind = entry.last_read_seq < last_read_seq;
    const { unread_count, mention_count, marked_unread } = isBehind ? of.entry : entry;
    const counts = { last_read_seq, unread_count, mention_count, marked_unread };
    const stale = isBehind && (of.stale || isAhead);
    const now = isAhead ? untold(of) : of;
    return recount({ ...now, archivedSeq, stale, isLastUnknown: false, entry: { ...entry, ...counts } }, me);
  }
  // Of different moments: what is counted by rev stays ours, only what this person alone sees is taken.
  const marked_unread = entry.last_read_seq < last_read_seq ? of.entry.marked_unread : entry.marked_unread;
  const own = { ...of.entry, ...ownOf(entry), last_read_seq, marked_unread };
  return recount(withLastSeq({ ...of, archivedSeq, stale: true, entry: own }, 0), me);
}

/** It is of a later moment, and nobody told what changed until then: what only changes keep exact is to be loaded again. */
const untold = (of: Conversation): Conversation => ({ ...of, pins: null, members: null });

/** What takes no `rev`, since only this person sees it. */
const ownOf = (entry: ConversationView) => {
  const { peer, muted, notify, pinned, archived, marked_unread, draft, draft_version, blocked } = entry;
  return { peer, muted, notify, pinned, archived, marked_unread, draft, draft_version, blocked };
};

/** The latest page of messages, `rev` being the head in the same snapshot. */
export interface LatestPage {
  messages: readonly MessageView[];
  has_more: boolean;
  rev: number;
}

/** Begins the log anew with the latest page. The caller asks for the changes since `page.rev` if it holds a later one. */
export function withLatest(of: Conversation, page: LatestPage, me: string): Conversation {
  const log = placeAll([], shown(of, page.messages));
  const last = log.at(-1);
  const marks = marksOf(log, me);
  const entry = {
    ...of.entry,
    rev: page.rev,
    last_message: last !== undefined && last.seq >= (of.entry.last_message?.seq ?? 0) ? last : of.entry.last_message,
  };
  const isSame = page.rev === of.entry.rev;
  const now = page.rev > of.entry.rev ? untold(of) : of;
  return recount(
    withMarks(
      withLastSeq({ ...now, log, hasMore: page.has_more, stale: of.stale || !isSame, entry }, last?.seq ?? 0),
      marks.delivered,
      marks.read,
    ),
    me,
  );
}

/** An older page, put in front. */
export function withOlder(of: Conversation, page: LatestPage, me: string): Conversation {
  return recount({ ...of, log: placeAll(of.log ?? [], shown(of, page.messages)), hasMore: page.has_more }, me);
}

/** More members than are known, read once `rev` was held; what is known to be later stays. */
export function withMoreMembers(of: Conversation, members: readonly MemberView[], rev: number): Conversation {
  const all = new Map(of.members);
  for (const { user, role, muted_until } of members) {
    if ((all.get(user.id)?.rev ?? -1) <= rev) all.set(user.id, { user_id: user.id, role, muted_until, rev });
  }
  return { ...of, members: all };
}

/** The members as a page of them shows, `rev` being the head in the same snapshot; what is known to be later stays. */
export function withMembers(of: Conversation, members: readonly MemberView[], rev: number): Conversation {
  const later = [...of.members?.values() ?? []].filter((it) => it.rev > rev);
  const shown = members.map(({ user, role, muted_until }) => ({ user_id: user.id, role, muted_until, rev }));
  return { ...of, members: new Map([...shown, ...later].map((it) => [it.user_id, it])) };
}
