// From rows to what is shown. Pure. What is the same for every viewer goes into frames; what depends on the viewer (own
// client_id, own role) or on the moment (status) is added for REST answers and `sync` only.

import type { StoredMembership } from "../../db/changes.ts";
import type { EntryRow } from "../../db/entries.ts";
import type { ListedMember } from "../../db/groups.ts";
import type { FileRow } from "../../db/file_rows.ts";
import type { GroupRow } from "../../db/group_rows.ts";
import type { Mark, Place, StoredMessage, TopMarks } from "../../db/message_rows.ts";
import { isArchived } from "../protocol/unread.ts";
import { messageEvent } from "../protocol/views.ts";
import type {
  ConversationView,
  FileView,
  GroupView,
  MembershipView,
  MemberView,
  MessageView,
  Role,
} from "../protocol/views.ts";
import { userView } from "./user_view.ts";

/** The other person of a private conversation (oneself in one's notes); null in a group. */
export const otherOf = (place: Place, userId: string): string | null =>
  place.user_a === userId ? place.user_b : place.user_a;

/** The name in its address is for people: what is read there is the file of the id. */
export const fileView = (row: FileRow): FileView => ({
  ...row,
  url: `/uploads/${row.id}/${encodeURIComponent(row.name)}`,
});

export const filesView = (rows: readonly FileRow[] | null): FileView[] => (rows ?? []).map(fileView);

/** A message as everybody sees it; of a deleted or recalled one nothing is told but that it was there. */
export function messageView(row: StoredMessage, place: Place): MessageView {
  const hidden = row.deleted_at !== null || row.recalled_at !== null;
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    sender_id: row.sender_id,
    receiver_id: otherOf(place, row.sender_id),
    group_id: place.user_a === null ? place.id : null,
    content: hidden ? "" : row.content,
    message_type: row.message_type,
    reply_to: row.reply_to,
    attachments: hidden ? [] : filesView(row.attachments),
    mentions: hidden ? [] : row.mentions,
    mentions_all: !hidden && row.mentions_all,
    forwarded_from: hidden ? null : row.forwarded_from,
    event: hidden || row.event === null ? null : messageEvent.parse(row.event),
    reactions: hidden ? [] : row.reactions,
    pinned_at: row.pinned_at,
    is_deleted: row.deleted_at !== null,
    recalled_at: row.recalled_at,
    edited_at: row.edited_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** A message as one viewer sees it at this moment. @param top the furthest marks of its conversation */
export function messageViewFor(row: StoredMessage, place: Place, viewerId: string, top: TopMarks): MessageView {
  const reached = (marks: Mark[]) => marks.find((mark) => mark.user_id !== row.sender_id && mark.seq >= row.seq);
  const read = reached(top.read);
  const view = messageView(row, place);
  return {
    ...view,
    status: read !== undefined ? "read" : reached(top.delivered) !== undefined ? "delivered" : "sent",
    is_read: read !== undefined,
    read_at: read?.at ?? null,
    my_reactions: view.reactions.length === 0 ? [] : row.my_reactions ?? [],
    ...(row.sender_id === viewerId ? { client_id: row.client_id } : {}),
  };
}

/** @param myRole the viewer's, in REST answers; left out in frames, which are everybody's */
export function groupView(row: GroupRow, myRole?: Role | null): GroupView {
  const { rev: _, deleted_at: __, changed_by: ___, ...shown } = row;
  return { ...shown, conversation_id: row.id, ...(myRole === undefined ? {} : { my_role: myRole }) };
}

export const membershipView = (row: StoredMembership): MembershipView => ({
  user_id: row.user_id,
  role: row.role,
  muted_until: row.muted_until,
  rev: row.rev,
  ...(row.left ? { left: true } : {}),
});

/** A conversation as its entry in a person's list. */
export const conversationView = (row: EntryRow, viewerId: string): ConversationView => ({
  id: row.id,
  type: row.group === null ? "private" : "group",
  ...(row.peer === null ? {} : { peer: userView(row.peer, viewerId) }),
  ...(row.group === null ? {} : { group: groupView(row.group, row.role) }),
  last_message: row.last_message === null ? null : messageViewFor(row.last_message, row, viewerId, row.top),
  last_seq: row.last_seq,
  first_seq: row.first_seq,
  rev: row.rev,
  last_read_seq: row.last_read_seq,
  unread_count: row.unread_count,
  mention_count: row.mention_count,
  muted: row.muted,
  notify: row.notify,
  pinned: row.pinned,
  archived: isArchived(row.archived_seq, row.last_seq, row.muted),
  marked_unread: row.marked_unread,
  draft: row.draft,
  draft_version: row.draft_version,
  blocked: row.blocked,
});

/** A member as the group's lists show them. */
export const memberView = (row: ListedMember, viewerId: string): MemberView => ({
  user: userView(row.user, viewerId),
  role: row.role,
  joined_at: row.joined_at,
  muted_until: row.muted_until,
});
