// One of each view, for the examples of the references.

import type { ConversationView, GroupView, MessageView } from "./views.ts";

const id = (n: number): string => `019a2b3c-4d5e-7f60-8000-${String(n).padStart(12, "0")}`;
export const ANN = id(1);
export const BOT = id(2);
export const GROUP_ID = id(3);
export const PAIR_ID = id(4);
export const MESSAGE_ID = id(5);
export const AT = "2026-03-01T09:30:00.000Z";
export const EPOCH = "k3v9";

export const MESSAGE: MessageView = {
  id: MESSAGE_ID,
  conversation_id: GROUP_ID,
  seq: 7,
  rev: 12,
  sender_id: BOT,
  receiver_id: null,
  group_id: GROUP_ID,
  content: "Build 1138 is red",
  message_type: "text",
  reply_to: null,
  attachments: [],
  mentions: [],
  mentions_all: false,
  forwarded_from: null,
  event: null,
  reactions: [{ emoji: "👍", count: 1, user_ids: [ANN] }],
  pinned_at: null,
  is_deleted: false,
  recalled_at: null,
  edited_at: "2026-03-01T09:31:00.000Z",
  created_at: AT,
  updated_at: "2026-03-01T09:31:00.000Z",
};

export const GROUP: GroupView = {
  id: GROUP_ID,
  conversation_id: GROUP_ID,
  name: "Builds",
  description: "What the build server says",
  avatar: "",
  owner_id: ANN,
  announcement: "",
  announcement_by: null,
  announcement_at: null,
  max_members: 100,
  is_private: false,
  history_visible: true,
  member_count: 2,
  created_at: AT,
  updated_at: AT,
};

export const CONVERSATION: ConversationView = {
  id: GROUP_ID,
  type: "group",
  group: { ...GROUP, my_role: "member" },
  last_message: null,
  last_seq: 0,
  first_seq: 1,
  rev: 1,
  last_read_seq: 0,
  unread_count: 0,
  mention_count: 0,
  muted: false,
  notify: "all",
  pinned: false,
  archived: false,
  marked_unread: false,
  draft: "",
  draft_version: 0,
  blocked: false,
};
