// The pinned messages of a conversation.

import { notHidden } from "./hidden.ts";
import type { HistoryRead } from "./history.ts";
import { messagesJson, topMarksJson, unpackMessages, type WithMessages } from "./message_rows.ts";
import type { Sql } from "./sql.ts";

/** How many there are, read under the conversation's lock. */
export async function pinsCount(tx: Sql, conversationId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::int as count from messages where conversation_id = $1 and pinned_at is not null",
    [conversationId],
  );
  return row?.count ?? 0;
}

/**
 * Those that the viewer may see, the newest pin first.
 * @returns undefined if there is no such conversation, or it is not the viewer's
 */
export async function readPins(sql: Sql, viewerId: string, conversationId: string): Promise<HistoryRead | undefined> {
  const [row] = await sql.query<WithMessages<HistoryRead>>(
    `with c as materialized (
       select c.id, c.user_a, c.user_b, c.rev, v.first_seq
         from conversations c join members v on v.conversation_id = c.id and v.user_id = $2 and v.left_at is null
        where c.id = $1
     ), g as materialized (
       select g.* from messages g
        where g.conversation_id = $1 and g.pinned_at is not null and g.seq >= (select first_seq from c) and ${
      notHidden("g", "$2")
    }
     )
     select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", "g.pinned_at desc, g.seq desc", "$2")} as messages, ${
      topMarksJson("c.id")
    } as top from c`,
    [conversationId, viewerId],
  );
  return row && unpackMessages<HistoryRead>(row);
}
