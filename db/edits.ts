// What messages said before they were edited. Erased with the message (`erase` in message_changes.ts).

import { notHidden } from "./hidden.ts";
import { isoTime } from "./json.ts";
import type { Sql } from "./sql.ts";

/** How often a message was edited. */
export async function editsCount(tx: Sql, messageId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::int as count from message_edits where message_id = $1",
    [messageId],
  );
  return row?.count ?? 0;
}

/** Keeps the present wording of a message, before another one replaces it. @param version counts from 1 */
export const keepWording = (tx: Sql, messageId: string, version: number): Promise<unknown[]> =>
  tx.query(
    `insert into message_edits (message_id, version, content, written_at)
     select id, $2, content, coalesce(edited_at, created_at) from messages where id = $1`,
    [messageId, version],
  );

/** The message that this person sent in a conversation with this `client_id`, if it holds what another one said before it was edited. */
export async function copySentWith(
  sql: Sql,
  senderId: string,
  conversationId: string,
  clientId: string,
  originalId: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `select g.id from messages g join messages o on o.id = $4 and o.attachments = g.attachments
      where g.conversation_id = $1 and g.sender_id = $2 and g.client_id = $3
        and exists (select 1 from message_edits e where e.message_id = o.id and e.content = g.content)`,
    [conversationId, senderId, clientId, originalId],
  );
  return row?.id;
}

/** One earlier wording. */
export interface EditRow {
  content: string;
  written_at: string;
}

/**
 * The earlier wordings of a message, the oldest first.
 * @returns undefined if there is no such message, or none that the viewer may see
 */
export async function editsOf(
  sql: Sql,
  viewerId: string,
  messageId: string,
): Promise<{ message_type: string; edits: EditRow[] } | undefined> {
  const [row] = await sql.query<{ message_type: string; edits: EditRow[] }>(
    `select g.message_type,
            (select coalesce(json_agg(json_build_object('content', e.content, 'written_at', ${isoTime("e.written_at")})
                      order by e.version), '[]')
               from message_edits e where e.message_id = g.id) as edits
       from messages g join members m on m.conversation_id = g.conversation_id and m.user_id = $1
      where g.id = $2 and m.left_at is null and g.seq >= m.first_seq and ${notHidden("g", "$1")}`,
    [viewerId, messageId],
  );
  return row;
}
