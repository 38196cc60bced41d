// What the server shows: one schema a view, for REST answers and for what frames carry. In views an absent value is null.

import * as z from "zod";
import { count, id, time } from "./fields.ts";

export const chosenStatus = z.enum(["online", "away", "busy", "offline"]);
export const role = z.enum(["owner", "admin", "member"]);
export const messageType = z.enum(["text", "image", "file", "system"]);

/** What of a conversation is worth a notification. */
export const notifyLevel = z.enum(["all", "mentions", "nothing"]);

export const userView = z.object({
  id,
  username: z.string(),
  email: z.string().describe(`"" for everybody but its owner, unless the owner shows it`),
  first_name: z.string(),
  last_name: z.string(),
  avatar: z.string(),
  status: chosenStatus,
  last_seen: time.nullable(),
  is_active: z.boolean(),
  created_at: time,
  updated_at: time,
});

/** What one chose for oneself; nobody else sees it. */
export const settingsView = z.object({
  chosen_status: chosenStatus.describe(
    "the one that others see may be another: away without input, offline without a socket",
  ),
  show_email: z.boolean(),
  show_last_seen: z.boolean(),
  contacts_only: z.boolean(),
  language: z.enum(["", "en", "zh"]),
});

/** `user_ids`: the first 3. */
export const reactionView = z.object({ emoji: z.string(), count, user_ids: z.array(id) });

/** What a system message tells of, for clients that say it in their own language; who did it is the message's `sender_id`. */
export const messageEvent = z.object({
  kind: z.enum([
    "group_created",
    "member_added",
    "member_joined",
    "member_removed",
    "member_left",
    "role_changed",
    "member_muted",
    "member_unmuted",
    "group_renamed",
    "group_changed",
    "announcement",
    "owner_changed",
    "message_pinned",
  ]),
  user_id: id.optional().describe("whom it happened to"),
  username: z.string().optional(),
  role: role.optional(),
  name: z.string().optional().describe("the group's new name"),
  message_id: id.optional().describe("the message that was pinned"),
  until: time.optional(),
});

/** A file that was uploaded. A picture has its size in pixels, where the server could tell. */
export const fileView = z.object({
  id,
  name: z.string(),
  size: count.describe("bytes"),
  content_type: z.string().describe("as the server found it to be"),
  width: count.optional(),
  height: count.optional(),
  url: z.string().describe("a path of this server"),
  thumbnail_url: z.string().optional().describe("a smaller picture of it"),
});

export const messageView = z.object({
  id,
  conversation_id: id,
  seq: count.describe("its place in the conversation: 1, 2, 3 … It never changes"),
  rev: count.describe("of its last change"),
  sender_id: id,
  receiver_id: id.nullable().describe("in a private conversation"),
  group_id: id.nullable().describe("in a group"),
  content: z.string(),
  message_type: messageType,
  reply_to: id.nullable(),
  attachments: z.array(fileView),
  mentions: z.array(id),
  mentions_all: z.boolean().describe("everybody is meant (`@all`, by an admin)"),
  forwarded_from: id.nullable().describe("of a copy: the sender of the original"),
  event: messageEvent.nullable().describe("of a system message only"),
  reactions: z.array(reactionView),
  pinned_at: time.nullable(),
  is_deleted: z.boolean(),
  recalled_at: time.nullable(),
  edited_at: time.nullable(),
  created_at: time,
  updated_at: time,
  // In REST answers and `sync` only, derived from the marks at that moment:
  status: z.enum(["sent", "delivered", "read"]).optional().describe(
    "as its sender sees it; in REST answers and `sync`",
  ),
  is_read: z.boolean().optional(),
  read_at: time.nullable().optional(),
  my_reactions: z.array(z.string()).optional().describe("the emoji with which the viewer has reacted"),
  client_id: z.string().nullable().optional().describe("to its sender only"),
});

export const groupView = z.object({
  id,
  conversation_id: id,
  name: z.string(),
  description: z.string(),
  avatar: z.string(),
  owner_id: id,
  announcement: z.string(),
  announcement_by: id.nullable(),
  announcement_at: time.nullable(),
  max_members: count,
  is_private: z.boolean(),
  history_visible: z.boolean().describe("whether those who join see what was said before"),
  member_count: count,
  my_role: role.nullable().optional().describe("in REST answers only"),
  created_at: time,
  updated_at: time,
});

export const memberView = z.object({
  user: userView,
  role,
  joined_at: time,
  muted_until: time.nullable(),
});

export const conversationView = z.object({
  id,
  type: z.enum(["private", "group"]),
  peer: userView.optional(),
  group: groupView.optional(),
  last_message: messageView.nullable(),
  last_seq: count.describe("the newest message's place"),
  first_seq: count.describe("drop what you hold before"),
  rev: count.describe("the number of its last change"),
  last_read_seq: count,
  unread_count: count.describe("stops at 1,000"),
  mention_count: count.describe("unread messages that name you; stops at 1,000"),
  muted: z.boolean(),
  notify: notifyLevel,
  pinned: z.boolean(),
  archived: z.boolean(),
  marked_unread: z.boolean(),
  draft: z.string(),
  draft_version: count.describe("goes up with every change of the draft"),
  blocked: z.boolean().describe("of a private conversation: whether the viewer has blocked the other"),
});

export const sessionView = z.object({
  id,
  current: z.boolean(),
  user_agent: z.string(),
  ip: z.string(),
  created_at: time,
  last_used_at: time,
  expires_at: time,
});

export const inviteView = z.object({
  code: z.string(),
  url: z.string(),
  created_by: id,
  created_at: time,
  expires_at: time.nullable(),
  max_uses: count.nullable(),
  uses: count,
});

/** Somebody who has a message, or has read it; `at`: when their mark last moved, if known. */
export const receiptView = z.object({ user_id: id, at: time.nullable() });
/** A wording that a message had before. */
export const editView = z.object({ content: z.string(), written_at: time });

/** Somebody's place in a conversation, as `changes` tells it. */
export const membershipView = z.object({
  user_id: id,
  role,
  muted_until: time.nullable(),
  rev: count,
  left: z.literal(true).optional(),
});

export const markView = z.object({ user_id: id, delivered_seq: count, read_seq: count });

export const changesView = z.object({
  epoch: z.string(),
  after_rev: count,
  rev: count.describe("the highest rev that this answer covers: go on from here"),
  head_rev: count,
  last_seq: count,
  first_seq: count,
  messages: z.array(messageView),
  members: z.array(membershipView),
  group: groupView.optional(),
  marks: z.array(markView),
  has_more: z.boolean(),
});

export type ChosenStatus = z.infer<typeof chosenStatus>;
export type Role = z.infer<typeof role>;
export type MessageType = z.infer<typeof messageType>;
export type UserView = z.infer<typeof userView>;
export type SettingsView = z.infer<typeof settingsView>;
export type FileView = z.infer<typeof fileView>;
export type MessageView = z.infer<typeof messageView>;
export type GroupView = z.infer<typeof groupView>;
export type MemberView = z.infer<typeof memberView>;
export type ConversationView = z.infer<typeof conversationView>;
export type NotifyLevel = z.infer<typeof notifyLevel>;
export type MessageEvent = z.infer<typeof messageEvent>;
export type ReactionView = z.infer<typeof reactionView>;
export type InviteView = z.infer<typeof inviteView>;
export type ReceiptView = z.infer<typeof receiptView>;
export type EditView = z.infer<typeof editView>;
export type SessionView = z.infer<typeof sessionView>;
export type MembershipView = z.infer<typeof membershipView>;
export type ChangesView = z.infer<typeof changesView>;
