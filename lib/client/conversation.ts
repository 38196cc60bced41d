// One conversation as this client holds it, and what each stored change does to it. Pure: state and change in, state out. Which
// changes may be applied, and in what order, is `sequence.ts`'s to say.

import { assertNever } from "../protocol/errors.ts";
import { COUNT_MAX } from "../protocol/limits.ts";
import type { ChangeFrame, MemberFrame } from "../protocol/server_frames.ts";
import { isUnread, unreadCount } from "../protocol/unread.ts";
import type {
  ChangesView,
  ConversationView,
  GroupView,
  MembershipView,
  MemberView,
  MessageView,
} from "../protocol/views.ts";
import { held, type Log, messageOfFrame, place, placeAll } from "./log.ts";

export interface Conversation {
  /** As the list shows it. Its `rev` is how far the whole of this is exact. */
  readonly entry: ConversationView;
  /** null: not opened yet, only what the list shows is held */
  readonly log: Log | null;
  /** whether the server has older messages than the log begins with */
  readonly hasMore: boolean;
  /** by person, those who left included; null: not loaded */
  readonly members: ReadonlyMap<string, MembershipView> | null;
  /** how far the furthest of the others is */
  readonly delivered: number;
  readonly read: number;
  /** the unread count is a guess until the entry is read again */
  readonly stale: boolean;
}

export const fromEntry = (entry: ConversationView): Conversation => ({
  entry,
  log: null,
  hasMore: true,
  members: null,
  delivered: 0,
  read: 0,
  stale: false,
});

/** The first `seq` from which nothing that is visible is missing in the log. */
const windowStart = (of: Conversation): number => !of.hasMore ? 0 : of.log?.[0]?.seq ?? of.entry.last_seq + 1;

const alive = (message: MessageView) => !message.is_deleted && message.recalled_at === null;

/** Counts what is unread where the log reaches back to the read mark; elsewhere keeps what it was. */
function recount(of: Conversation, me: string): Conversation {
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

function withMembership(of: Conversation, membership: MembershipView, me: string): Conversation {
  if (of.members === null && membership.rev <= of.entry.rev) return of;
  const members = of.members === null ? null : new Map(of.members);
  if ((members?.get(membership.user_id)?.rev ?? -1) > membership.rev) return of;
  members?.set(membership.user_id, membership);
  const isMine = membership.user_id === me && membership.left === undefined;
  const group = of.entry.group && {
    ...of.entry.group,
    my_role: isMine ? membership.role : of.entry.group.my_role,
    owner_id: membership.role === "owner" && !membership.left ? membership.user_id : of.entry.group.owner_id,
  };
  return { ...of, members, entry: { ...of.entry, group } };
}

function withMemberFrame(of: Conversation, frame: MemberFrame, me: string): Conversation {
  const { user_id, role } = frame.content;
  const gone = frame.type === "group_member_removed" || frame.type === "group_member_left";
  const step = gone ? -1 : frame.type === "group_member_added" ? 1 : 0;
  const group = of.entry.group && { ...of.entry.group, member_count: of.entry.group.member_count + step };
  const muted_until = of.members?.get(user_id)?.muted_until ?? null;
  const membership = { user_id, role, muted_until, rev: frame.rev, ...(gone ? { left: true as const } : {}) };
  return withMembership({ ...of, entry: { ...of.entry, group } }, membership, me);
}

const withGroup = (of: Conversation, group: GroupView): Conversation => ({
  ...of,
  entry: { ...of.entry, group: { ...group, my_role: group.my_role ?? of.entry.group?.my_role ?? null } },
});

/** What one stored change does. The caller has made sure that it is the next one. */
export function applyChange(of: Conversation, frame: ChangeFrame, me: string): Conversation {
  const at = (next: Conversation): Conversation => ({ ...next, entry: { ...next.entry, rev: frame.rev } });
  switch (frame.type) {
    case "private":
    case "group":
      return at(withMessage(of, messageOfFrame(frame), me));
    case "message_updated":
      return at(withMessage(of, frame.message, me));
    case "group_member_added":
    case "group_member_removed":
    case "group_member_left":
    case "group_member_updated":
      return at(withMemberFrame(of, frame, me));
    case "group_updated":
    case "group_deleted":
      return at(withGroup(of, frame.content.group));
    case "rev":
      return at(of);
    default:
      return assertNever(frame);
  }
}

/** What a page of `changes` (or a sync) does: the newest state of all that changed in `(after_rev, rev]`, `after_rev` being held. */
export function applyChanges(of: Conversation, changes: ChangesView, me: string): Conversation {
  const isNewer = changes.rev >= of.entry.rev;
  let next = of;
  for (const message of changes.messages) next = withMessage(next, message, me);
  for (const membership of changes.members) next = withMembership(next, membership, me);
  if (changes.group !== undefined && isNewer) next = withGroup(next, changes.group);
  for (const mark of changes.marks) if (mark.user_id !== me) next = withMarks(next, mark.delivered_seq, mark.read_seq);
  const log = next.log?.filter((message) => message.seq >= changes.first_seq) ?? null;
  const rev = Math.max(of.entry.rev, changes.rev);
  return recount({ ...next, log, entry: { ...next.entry, rev, first_seq: changes.first_seq } }, me);
}

/** Another person's marks: they only move forward. */
export const withMarks = (of: Conversation, delivered: number, read: number): Conversation => ({
  ...of,
  delivered: Math.max(of.delivered, delivered, read),
  read: Math.max(of.read, read),
});

/** One's own read mark, moved here or on another device. */
export function withOwnMark(of: Conversation, seq: number, me: string): Conversation {
  if (seq <= of.entry.last_read_seq) return of;
  return recount({ ...of, stale: true, entry: { ...of.entry, last_read_seq: seq } }, me);
}

/** The entry as the server shows it now. It is the truth about everything where the two are at the same `rev`. */
export function withEntry(of: Conversation, entry: ConversationView, me: string): Conversation {
  const last_read_seq = Math.max(of.entry.last_read_seq, entry.last_read_seq);
  if (entry.rev === of.entry.rev || (entry.rev > of.entry.rev && of.log === null)) {
    const unread_count = entry.last_read_seq < last_read_seq ? of.entry.unread_count : entry.unread_count;
    const stale = entry.last_read_seq < last_read_seq && of.stale;
    return recount({ ...of, stale, entry: { ...entry, last_read_seq, unread_count } }, me);
  }
  // Of different moments: what is counted by rev stays ours, only what this person alone sees is taken.
  const { peer, first_seq } = entry;
  return recount({ ...of, stale: true, entry: { ...of.entry, peer, first_seq, last_read_seq } }, me);
}

/** The latest page of messages, `rev` being the head in the same snapshot. */
export interface LatestPage {
  messages: readonly MessageView[];
  has_more: boolean;
  rev: number;
}

/** Begins the log anew with the latest page. The caller asks for the changes since `page.rev` if it holds a later one. */
export function withLatest(of: Conversation, page: LatestPage, me: string): Conversation {
  const log = placeAll([], page.messages);
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
  return recount({ ...of, log: placeAll(of.log ?? [], page.messages), hasMore: page.has_more }, me);
}

/** REST answers say how far a message got: the furthest of one's own says it for all before it. */
function marksOf(log: Log, me: string): { delivered: number; read: number } {
  const mine = log.filter((message) => message.sender_id === me);
  const read = mine.findLast((message) => message.status === "read")?.seq ?? 0;
  const delivered = mine.findLast((message) => message.status === "delivered")?.seq ?? 0;
  return { delivered, read };
}

/** What the ticks of one's own message say. */
export const statusOf = (of: Pick<Conversation, "delivered" | "read">, seq: number): "sent" | "delivered" | "read" =>
  seq <= of.read ? "read" : seq <= of.delivered ? "delivered" : "sent";

/** Those who are in, owners first, then admins. */
export const present = (of: Conversation): MembershipView[] => {
  const rank = { owner: 0, admin: 1, member: 2 };
  return [...of.members?.values() ?? []].filter((it) => !it.left).sort((a, b) => rank[a.role] - rank[b.role]);
};

/** The members as a page of them shows, `rev` being the head in the same snapshot; what is known to be later stays. */
export function withMembers(of: Conversation, members: readonly MemberView[], rev: number): Conversation {
  const later = [...of.members?.values() ?? []].filter((it) => it.rev > rev);
  const shown = members.map(({ user, role, muted_until }) => ({ user_id: user.id, role, muted_until, rev }));
  return { ...of, members: new Map([...shown, ...later].map((it) => [it.user_id, it])) };
}

/** Without the messages that this person has hidden. */
export const withoutMessages = (of: Conversation, ids: ReadonlySet<string>): Conversation =>
  of.log === null ? of : { ...of, log: of.log.filter((message) => !ids.has(message.id)) };
