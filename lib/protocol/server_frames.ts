// Everything the server may say on the socket: one closed union. In frames an absent value is left out. The schemas are for the
// reference and the tests: what the server itself has made is not validated again.

import * as z from "zod";
import { ERROR_STATUS, type ErrorCode } from "./errors.ts";
import { clientId, count, id, time } from "./fields.ts";
import {
  changesView,
  chosenStatus,
  conversationView,
  fileView,
  groupView,
  messageEvent,
  messageType,
  messageView,
  role,
} from "./views.ts";

const ref = z.string().describe("as the frame that is answered had it").optional();
const heads = z.record(id, count);

export const errorCode = z.enum(Object.keys(ERROR_STATUS) as ErrorCode[]);

export const welcomeFrame = z.object({
  type: z.literal("system"),
  content: z.literal("Welcome to chat server"),
  from: z.literal("server"),
  to: id,
  connection_id: id,
  epoch: z.string(),
  me_rev: count,
  protocol: z.string(),
  heartbeat_seconds: count,
});

export const ackFrame = z.object({
  type: z.literal("ack"),
  ref,
  client_id: clientId.optional(),
  id,
  conversation_id: id,
  seq: count,
  rev: count,
  created_at: time,
  mentions: z.array(id).optional(),
  mentions_all: z.literal(true).optional(),
  duplicate: z.literal(true).optional(),
});

/** Of every stored change: it covers `(after_rev, rev]`. */
const change = {
  conversation_id: id,
  rev: count,
  after_rev: count.describe("where it is not rev - 1").optional(),
};

/** A new message. `to` is there in private conversations, `group_id` in groups. */
export const messageFrame = z.object({
  type: z.enum(["private", "group"]),
  id,
  ...change,
  seq: count,
  from: id,
  to: id.optional(),
  group_id: id.optional(),
  content: z.string(),
  message_type: messageType,
  reply_to: id.optional(),
  attachments: z.array(fileView).optional(),
  mentions: z.array(id).optional(),
  mentions_all: z.literal(true).optional(),
  forwarded_from: id.optional(),
  event: messageEvent.optional(),
  created_at: time,
});

/** A reaction given (`on`) or taken back. */
export const reactionChange = z.object({ user_id: id, emoji: z.string(), on: z.boolean() });

export const messageUpdatedFrame = z.object({
  type: z.literal("message_updated"),
  ...change,
  from: id.describe("who changed it"),
  message: messageView,
  /** how a client knows of its own person's */
  reacted: z.array(reactionChange).describe("every reaction that changed within what this frame covers").optional(),
});

export const memberFrame = z.object({
  type: z.enum(["group_member_added", "group_member_removed", "group_member_left", "group_member_updated"]),
  group_id: id,
  ...change,
  from: id,
  content: z.object({
    group_id: id,
    user_id: id,
    role,
    username: z.string(),
    muted_until: time.optional(),
    member_count: count.describe("members after it; where `after_rev` is given, at that moment or later"),
  }),
});

export const groupFrame = z.object({
  type: z.enum(["group_updated", "group_deleted"]),
  group_id: id,
  ...change,
  from: id,
  content: z.object({ group: groupView }),
});

/** The number moves, nothing is told: what was there is not for you, or was overtaken by a later change. */
export const revFrame = z.object({ type: z.literal("rev"), conversation_id: id, after_rev: count, rev: count });

export const conversationFrame = z.object({
  type: z.enum(["conversation_added", "conversation_updated"]),
  me_rev: count,
  content: z.object({
    conversation: conversationView,
    hidden: z.array(id).describe("messages of it that this person has hidden, by this change").optional(),
  }),
});
export const conversationRemovedFrame = z.object({
  type: z.literal("conversation_removed"),
  me_rev: count,
  content: z.object({ id }),
});

export const typingFrame = z.object({
  type: z.literal("typing"),
  from: id,
  to: id.optional(),
  group_id: id.optional(),
  content: z.object({ username: z.string(), typing: z.boolean() }),
});

export const readFrame = z.object({
  type: z.literal("read"),
  from: id,
  to: id.optional(),
  content: z.string().describe("the id of the message read up to"),
  conversation_id: id,
  read_seq: count,
  me_rev: count.describe("on the reader's own devices only").optional(),
});
export const deliveredFrame = z.object({
  type: z.literal("delivered"),
  from: id,
  conversation_id: id,
  delivered_seq: count,
});

export const userStatusFrame = z.object({
  type: z.literal("user_status"),
  from: z.literal("system"),
  content: z.object({ user_id: id, status: chosenStatus, last_seen: time.nullable() }),
});

export const syncFrame = changesView.extend({ type: z.literal("sync"), ref, conversation_id: id });
export const resumedFrame = z.object({
  type: z.literal("resumed"),
  ref,
  epoch: z.string(),
  me_rev: count,
  behind: heads,
});
export const pongFrame = z.object({ type: z.literal("pong"), ref, me_rev: count, heads });
export const okFrame = z.object({ type: z.literal("ok"), ref });
export const errorFrame = z.object({
  type: z.literal("error"),
  code: errorCode,
  error: z.string().describe("one sentence for a person"),
  fields: z.record(z.string(), z.string()).describe("why each field was refused").optional(),
  ref,
  re: z.string().describe("the type of the frame that was refused").optional(),
  client_id: clientId.optional(),
  conversation_id: id.optional(),
  retry_after: z.number().describe("seconds until a repeat makes sense").optional(),
});

export const serverFrame = z.discriminatedUnion("type", [
  welcomeFrame,
  ackFrame,
  messageFrame,
  messageUpdatedFrame,
  memberFrame,
  groupFrame,
  revFrame,
  conversationFrame,
  conversationRemovedFrame,
  typingFrame,
  readFrame,
  deliveredFrame,
  userStatusFrame,
  syncFrame,
  resumedFrame,
  pongFrame,
  okFrame,
  errorFrame,
]);

export type WelcomeFrame = z.infer<typeof welcomeFrame>;
export type AckFrame = z.infer<typeof ackFrame>;
export type MessageFrame = z.infer<typeof messageFrame>;
export type ReactionChange = z.infer<typeof reactionChange>;
export type MessageUpdatedFrame = z.infer<typeof messageUpdatedFrame>;
export type MemberFrame = z.infer<typeof memberFrame>;
export type GroupFrame = z.infer<typeof groupFrame>;
export type RevFrame = z.infer<typeof revFrame>;
/** One stored change of a conversation: covers `(after_rev, rev]`, `after_rev` being `rev - 1` where it is left out. */
export type ChangeFrame = MessageFrame | MessageUpdatedFrame | MemberFrame | GroupFrame | RevFrame;
export type ConversationFrame = z.infer<typeof conversationFrame>;
export type ConversationRemovedFrame = z.infer<typeof conversationRemovedFrame>;
export type TypingFrame = z.infer<typeof typingFrame>;
export type ReadFrame = z.infer<typeof readFrame>;
export type DeliveredFrame = z.infer<typeof deliveredFrame>;
export type UserStatusFrame = z.infer<typeof userStatusFrame>;
export type SyncFrame = z.infer<typeof syncFrame>;
export type ResumedFrame = z.infer<typeof resumedFrame>;
export type PongFrame = z.infer<typeof pongFrame>;
export type OkFrame = z.infer<typeof okFrame>;
export type ErrorFrame = z.infer<typeof errorFrame>;
export type ServerFrame = z.infer<typeof serverFrame>;
