// A message as its sender sees it in the moment in which it is stored: nobody has read it, reacted to it or changed it, so everything about
// it is known without asking the database.

import type { MessageOutcome } from "../../db/messages.ts";
import type { TopMarks } from "../../db/message_rows.ts";
import type { MessageView } from "../protocol/views.ts";
import { messageViewFor } from "./views.ts";
import type { Pending } from "./writer_lane.ts";

const NOBODY_YET: TopMarks = { read: [], delivered: [] };

export function sentView({ command, row }: Pick<Pending, "command" | "row">, outcome: MessageOutcome): MessageView {
  const { conversationId, senderId, to, messageType } = command;
  const { seq, rev, created_at, mentions, mentions_all, attachments, message_type } = outcome;
  const stored = {
    id: row.id,
    conversation_id: conversationId,
    seq,
    rev,
    sent_rev: rev,
    sender_id: senderId,
    client_id: row.client_id,
    content: row.content,
    message_type: message_type ?? messageType,
    reply_to: row.reply_to,
    edited_at: null,
    recalled_at: null,
    deleted_at: null,
    pinned_at: null,
    changed_by: null,
    mentions: mentions ?? [],
    mentions_all,
    forwarded_from: row.forwarded_from,
    attachments,
    event: null,
    reactions: [],
    created_at,
    updated_at: created_at,
  };
  const place = { id: conversationId, user_a: to === undefined ? null : senderId, user_b: to ?? null };
  return messageViewFor(stored, place, senderId, NOBODY_YET);
}
