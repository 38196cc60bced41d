// System messages: what happened to a conversation, kept among its messages. They take the next seq and rev like any other.

import type { Sql } from "./sql.ts";

export interface NewSystemMessage {
  id: string;
  conversationId: string;
  /** who did it */
  senderId: string;
  /** the structured form, as JSON */
  event: Record<string, unknown>;
  /** the sentence that clients show which do not know the event */
  content: string;
}

/** Stores one; the conversation must be locked. */
export async function insertSystemMessage(
  tx: Sql,
  message: NewSystemMessage,
): Promise<{ id: string; seq: number; rev: number; created_at: string }> {
  const [row] = await tx.query<{ id: string; seq: number; rev: number; created_at: string }>(
    `with taken as (
       update conversations set rev = rev + 1, last_seq = last_seq + 1, last_message_at = statement_timestamp()
        where id = $1 returning id, rev, last_seq
     ), stored as (
       insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, message_type, event,
                             created_at, updated_at)
       select id, last_seq, $2, rev, rev, $3, $4, 'system', $5::text::jsonb, statement_timestamp(), statement_timestamp()
         from taken
       returning id, seq, rev, created_at
     ), head as (
       insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from taken
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     select id, seq, rev, created_at from stored`,
    [message.conversationId, message.id, message.senderId, message.content, JSON.stringify(message.event)],
  );
  if (row === undefined) throw new Error("a locked conversation is not there");
  return row;
}
