// What each stored change does to a conversation, told by a frame or by a page of `changes`. Pure. Which ones may be applied, and in what
// order, is `sequence.ts`'s to say.

import { assertNever } from "../protocol/errors.ts";
import type { ChangeFrame, MemberFrame } from "../protocol/server_frames.ts";
import type { ChangesView, GroupView, MembershipView, MessageView } from "../protocol/views.ts";
import { inAround } from "./around.ts";
import { type Conversation, withMarkOf } from "./conversation.ts";
import { recount, withFirstSeq, withLastSeq, withMessage } from "./counting.ts";
import { messageOfFrame } from "./log.ts";
import { withPin } from "./pins.ts";
import { withMine } from "./reactions.ts";

/** What one stored change does. The caller has made sure that it is the next one. */
export function applyChange(of: Conversation, frame: ChangeFrame, me: string): Conversation {
  const at = (next: Conversation): Conversation => ({ ...next, entry: { ...next.entry, rev: frame.rev } });
  switch (frame.type) {
    case "private":
    case "group":
      return at(withNews(of, messageOfFrame(frame), me));
    case "message_updated":
      return at(withNews(of, withMine(of, frame, me), me));
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
  for (const message of changes.messages) next = withNews(next, message, me);
  for (const membership of changes.members) next = withMembership(next, membership, me);
  if (changes.group !== undefined && isNewer) next = withGroup(next, changes.group);
  for (const mark of changes.marks) {
    if (mark.user_id !== me) next = withMarkOf(next, mark.user_id, mark.delivered_seq, mark.read_seq);
  }
  const rev = Math.max(of.entry.rev, changes.rev);
  // The last one may be hidden, or gone already.
  if (!changes.has_more) next = withLastSeq(next, changes.last_seq);
  next = withFirstSeq(next, changes.first_seq);
  return recount({ ...next, entry: { ...next.entry, rev } }, me);
}

/** A message in its newest state, wherever it is shown. */
export function withNews(of: Conversation, message: MessageView, me: string): Conversation {
  if (!of.hidden.has(message.id)) return withPin(inAround(withMessage(of, message, me), message), message);
  return withLastSeq(of, message.seq);
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
  const { user_id, role, member_count } = frame.content;
  const gone = frame.type === "group_member_removed" || frame.type === "group_member_left";
  const group = of.entry.group && { ...of.entry.group, member_count };
  const muted_until = frame.content.muted_until ?? null;
  const membership = { user_id, role, muted_until, rev: frame.rev, ...(gone ? { left: true as const } : {}) };
  return withMembership({ ...of, entry: { ...of.entry, group } }, membership, me);
}

const withGroup = (of: Conversation, group: GroupView): Conversation => ({
  ...of,
  entry: { ...of.entry, group: { ...group, my_role: group.my_role ?? of.entry.group?.my_role ?? null } },
});
