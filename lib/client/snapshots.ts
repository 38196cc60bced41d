// What the server shows as of one moment, put into what is held: an entry of the list, a page of messages, a page of members. Pure.

import type { ConversationView, MemberView, MessageView } from "../protocol/views.ts";
import { type Conversation, recount, withMarks } from "./conversation.ts";
import { shown } from "./hidden.ts";
import { type Log, placeAll } from "./log.ts";

/** The entry as the server shows it now. It is the truth about everything where the two are at the same `rev`. */
export function withEntry(of: Conversation, entry: ConversationView, me: string): Conversation {
  const last_read_seq = Math.max(of.entry.last_read_seq, entry.last_read_seq);
  if (entry.rev === of.entry.rev || (entry.rev > of.entry.rev && of.log === null)) {
    const unread_count = entry.last_read_seq < last_read_seq ? of.entry.unread_count : entry.unread_count;
    const stale = entry.last_read_seq < last_read_seq && of.stale;
    return recount({ ...of, stale, isLastUnknown: false, entry: { ...entry, last_read_seq, unread_count } }, me);
  }
  // Of different moments: what is counted by rev stays ours, only what this person alone sees is taken.
  return recount({ ...of, stale: true, entry: { ...of.entry, ...ownOf(entry), last_read_seq } }, me);
}

/** What takes no `rev`, since only this person sees it. */
const ownOf = (entry: ConversationView) => {
  const { peer, first_seq, muted, notify, pinned, archived, marked_unread, draft, draft_version, blocked } = entry;
  return { peer, first_seq, muted, notify, pinned, archived, marked_unread, draft, draft_version, blocked };
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
    last_seq: Math.max(of.entry.last_seq, last?.seq ?? 0),
    last_message: last !== undefined && last.seq >= (of.entry.last_message?.seq ?? 0) ? last : of.entry.last_message,
  };
  const isSame = page.rev === of.entry.rev;
  return recount(
    withMarks({ ...of, log, hasMore: page.has_more, stale: of.stale || !isSame, entry }, marks.delivered, marks.read),
    me,
  );
}

/** An older page, put in front. */
export function withOlder(of: Conversation, page: LatestPage, me: string): Conversation {
  return recount({ ...of, log: placeAll(of.log ?? [], shown(of, page.messages)), hasMore: page.has_more }, me);
}

/** REST answers say how far a message got: the furthest of one's own says it for all before it. */
function marksOf(log: Log, me: string): { delivered: number; read: number } {
  const mine = log.filter((message) => message.sender_id === me);
  const read = mine.findLast((message) => message.status === "read")?.seq ?? 0;
  const delivered = mine.findLast((message) => message.status === "delivered")?.seq ?? 0;
  return { delivered, read };
}

/** The members as a page of them shows, `rev` being the head in the same snapshot; what is known to be later stays. */
export function withMembers(of: Conversation, members: readonly MemberView[], rev: number): Conversation {
  const later = [...of.members?.values() ?? []].filter((it) => it.rev > rev);
  const shown = members.map(({ user, role, muted_until }) => ({ user_id: user.id, role, muted_until, rev }));
  return { ...of, members: new Map([...shown, ...later].map((it) => [it.user_id, it])) };
}
