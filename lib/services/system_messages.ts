// What happened to a conversation, said in it: each event is stored as a message of the system right after the change that it
// tells of, in the same transaction, and told in the same hint.

import { insertSystemMessage } from "../../db/system_messages.ts";
import type { Sql } from "../../db/sql.ts";
import type { Change } from "../bus/bus.ts";
import { assertNever } from "../protocol/errors.ts";
import type { MessageEvent } from "../protocol/views.ts";
import { encodeChange, messageFrame } from "./frames.ts";
import { newId } from "./ids.ts";

/** Who did what, and where. */
export interface Happened {
  conversationId: string;
  actorId: string;
  actorName: string;
  /** the other person of a private conversation (oneself in one's notes); undefined in a group */
  to?: string;
  event: MessageEvent;
}

/**
 * Stores the system message of an event; the conversation must be locked, and the change itself have its rev already.
 * @returns its change for the bus, to be published after the commit together with the one it tells of
 */
export async function storeEvent(
  tx: Sql,
  { conversationId, actorId, actorName, to, event }: Happened,
): Promise<Change> {
  const content = sentenceOf(event, actorName);
  const stored = await insertSystemMessage(tx, { id: newId(), conversationId, senderId: actorId, event, content });
  return encodeChange(messageFrame({
    ...stored,
    conversation_id: conversationId,
    sender_id: actorId,
    to,
    content,
    message_type: "system",
    reply_to: null,
    forwarded_from: null,
    event,
  }));
}

/** An event in English, for clients that do not know its structured form. */
export function sentenceOf(event: MessageEvent, actorName: string): string {
  const { kind, username = "somebody" } = event;
  switch (kind) {
    case "group_created":
      return `${actorName} created the group.`;
    case "member_added":
      return `${actorName} added ${username}.`;
    case "member_joined":
      return `${actorName} joined the group.`;
    case "member_removed":
      return `${actorName} removed ${username}.`;
    case "member_left":
      return `${actorName} left the group.`;
    case "role_changed":
      return `${actorName} made ${username} ${event.role === "admin" ? "an admin" : "a member"}.`;
    case "member_muted":
      return `${actorName} muted ${username}.`;
    case "member_unmuted":
      return `${actorName} let ${username} speak again.`;
    case "group_renamed":
      return `${actorName} renamed the group to “${event.name ?? ""}”.`;
    case "group_changed":
      return `${actorName} changed the group.`;
    case "announcement":
      return `${actorName} changed the announcement.`;
    case "owner_changed":
      return `${actorName} handed the group over to ${username}.`;
    case "message_pinned":
      return `${actorName} pinned a message.`;
    default:
      return assertNever(kind);
  }
}
