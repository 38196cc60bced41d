// The views of the server model, and what one change does to a message.

import type { ReactionChange } from "../../lib/protocol/server_frames.ts";
import type { ConversationView, MessageView, UserView } from "../../lib/protocol/views.ts";

export const ME = "me";
export const PEER = "peer";
export const TIME = "2026-01-02T03:04:05.000Z";

export const person = (id: string): UserView => ({
  id,
  username: id,
  email: "",
  first_name: "",
  last_name: "",
  avatar: "",
  status: "online",
  last_seen: null,
  is_active: true,
  created_at: TIME,
  updated_at: TIME,
});

/** What of a conversation only one person sees, before anything was changed. */
export const OWN: OwnFields = {
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
type OwnFields = Pick<
  ConversationView,
  | "mention_count"
  | "muted"
  | "notify"
  | "pinned"
  | "archived"
  | "marked_unread"
  | "draft"
  | "draft_version"
  | "blocked"
>;

export const newMessage = (
  conversation_id: string,
  seq: number,
  rev: number,
  from: string,
  reply_to: string | null = null,
): MessageView => ({
  id: `m${seq}`,
  conversation_id,
  seq,
  rev,
  content: `message ${seq}`,
  message_type: "text",
  created_at: TIME,
  sender_id: from,
  receiver_id: from === ME ? PEER : ME,
  group_id: null,
  reply_to,
  attachments: [],
  mentions: [],
  mentions_all: false,
  forwarded_from: null,
  event: null,
  reactions: [],
  my_reactions: [],
  pinned_at: null,
  is_deleted: false,
  recalled_at: null,
  edited_at: null,
  updated_at: TIME,
  client_id: null,
});

const GONE = { content: "", reactions: [], my_reactions: [], pinned_at: null };

type Change = { kind: "edit" | "delete" | "recall" } | { kind: "pin"; on: boolean };

/** A time that is later the higher the rev. */
const at = (rev: number) => new Date(Date.parse(TIME) + rev * 1_000).toISOString();

export function changeOf(change: Change, rev: number): Partial<MessageView> {
  if (change.kind === "edit") return { content: `edited at ${rev}`, edited_at: TIME };
  if (change.kind === "pin") return { pinned_at: change.on ? at(rev) : null };
  return change.kind === "delete" ? { is_deleted: true, ...GONE } : { recalled_at: TIME, ...GONE };
}

/** Two people are enough for every `user_ids` to be complete. */
export function reacted(message: MessageView, { user_id, emoji, on }: ReactionChange): Partial<MessageView> {
  const before = message.reactions.find((it) => it.emoji === emoji)?.user_ids ?? [];
  const others = before.filter((id) => id !== user_id);
  const user_ids = on ? [...others, user_id] : others;
  const rest = message.reactions.filter((it) => it.emoji !== emoji);
  const reactions = user_ids.length === 0 ? rest : [...rest, { emoji, count: user_ids.length, user_ids }];
  const mine = reactions.filter((it) => it.user_ids.includes(ME)).map((it) => it.emoji);
  return { reactions, my_reactions: mine };
}
