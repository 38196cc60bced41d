// Everything the server may say on the socket: one closed union. In frames an absent value is left out.

import type { ErrorCode } from "./errors.ts";
import type {
  ChangesView,
  ChosenStatus,
  ConversationView,
  GroupView,
  MessageEvent,
  MessageType,
  MessageView,
  Role,
} from "./views.ts";

export interface WelcomeFrame {
  type: "system";
  content: "Welcome to chat server";
  from: "server";
  to: string;
  connection_id: string;
  epoch: string;
  me_rev: number;
  protocol: string;
  heartbeat_seconds: number;
}

export interface AckFrame {
  type: "ack";
  ref?: string;
  client_id?: string;
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  created_at: string;
  mentions?: string[];
  mentions_all?: true;
  duplicate?: true;
}

/** A new message. `to` is there in private conversations, `group_id` in groups. */
export interface MessageFrame {
  type: "private" | "group";
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  after_rev?: number;
  from: string;
  to?: string;
  group_id?: string;
  content: string;
  message_type: MessageType;
  reply_to?: string;
  attachments?: unknown[];
  mentions?: string[];
  mentions_all?: true;
  forwarded_from?: string;
  event?: MessageEvent;
  created_at: string;
}

/** A reaction given (`on`) or taken back. */
export interface ReactionChange {
  user_id: string;
  emoji: string;
  on: boolean;
}

export interface MessageUpdatedFrame {
  type: "message_updated";
  conversation_id: string;
  rev: number;
  after_rev?: number;
  /** who changed it */
  from: string;
  message: MessageView;
  /** every reaction that changed within what this frame covers: how a client knows of its own person's */
  reacted?: ReactionChange[];
}

export interface MemberFrame {
  type: "group_member_added" | "group_member_removed" | "group_member_left" | "group_member_updated";
  group_id: string;
  conversation_id: string;
  rev: number;
  after_rev?: number;
  from: string;
  content: { group_id: string; user_id: string; role: Role; username: string; muted_until?: string };
}

export interface GroupFrame {
  type: "group_updated" | "group_deleted";
  group_id: string;
  conversation_id: string;
  rev: number;
  after_rev?: number;
  from: string;
  content: { group: GroupView };
}

/** The number moves, nothing is told: what was there is not for you, or was overtaken by a later change. */
export interface RevFrame {
  type: "rev";
  conversation_id: string;
  after_rev: number;
  rev: number;
}

/** One stored change of a conversation: covers `(after_rev, rev]`, `after_rev` being `rev - 1` where it is left out. */
export type ChangeFrame = MessageFrame | MessageUpdatedFrame | MemberFrame | GroupFrame | RevFrame;

export interface ConversationFrame {
  type: "conversation_added" | "conversation_updated";
  me_rev: number;
  /** `hidden`: messages of it that this person has hidden, by this change */
  content: { conversation: ConversationView; hidden?: string[] };
}
export interface ConversationRemovedFrame {
  type: "conversation_removed";
  me_rev: number;
  content: { id: string };
}

export interface TypingFrame {
  type: "typing";
  from: string;
  to?: string;
  group_id?: string;
  content: { username: string; typing: boolean };
}

export interface ReadFrame {
  type: "read";
  from: string;
  to?: string;
  /** The id of the message read up to. */
  content: string;
  conversation_id: string;
  read_seq: number;
  /** On the reader's own devices only. */
  me_rev?: number;
}
export interface DeliveredFrame {
  type: "delivered";
  from: string;
  conversation_id: string;
  delivered_seq: number;
}

export interface UserStatusFrame {
  type: "user_status";
  from: "system";
  content: { user_id: string; status: ChosenStatus; last_seen: string | null };
}

export type SyncFrame = { type: "sync"; ref?: string; conversation_id: string } & ChangesView;
export interface ResumedFrame {
  type: "resumed";
  ref?: string;
  epoch: string;
  me_rev: number;
  behind: Record<string, number>;
}
export interface PongFrame {
  type: "pong";
  ref?: string;
  me_rev: number;
  heads: Record<string, number>;
}
export interface OkFrame {
  type: "ok";
  ref?: string;
}
export interface ErrorFrame {
  type: "error";
  code: ErrorCode;
  error: string;
  fields?: Record<string, string>;
  ref?: string;
  re?: string;
  client_id?: string;
  conversation_id?: string;
  retry_after?: number;
}

export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | ChangeFrame
  | ConversationFrame
  | ConversationRemovedFrame
  | TypingFrame
  | ReadFrame
  | DeliveredFrame
  | UserStatusFrame
  | SyncFrame
  | ResumedFrame
  | PongFrame
  | OkFrame
  | ErrorFrame;
