// Whom a message has reached, by the marks of those who are members now.

import { notHidden } from "./hidden.ts";
import { isoTime } from "./json.ts";
import type { Sql } from "./sql.ts";

/** Somebody who has a message: when their marks last moved; null where that one has not come so far. */
export interface ReceiptRow {
  user_id: string;
  delivered_at: string | null;
  read_at: string | null;
}

// Whoever joined later has marks beyond the message without having read anything: no time tells of one.
const reached = (kind: "delivered" | "read") => `(m.${kind}_at is not null and m.${kind}_seq >= g.seq)`;

/**
 * Those who have a message, in the order of their ids; its sender is left out.
 * @param after the person after whom the page begins
 * @returns undefined if there is no such message, or none that the viewer may see
 */
export async function receiptsOf(
  sql: Sql,
  viewerId: string,
  messageId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ message_type: string; receipts: ReceiptRow[] } | undefined> {
  const [row] = await sql.query<{ message_type: string; receipts: ReceiptRow[] }>(
    `with g as materialized (
       select g.* from messages g join members v on v.conversation_id = g.conversation_id and v.user_id = $1
        where g.id = $2 and v.left_at is null and g.seq >= v.first_seq and ${notHidden("g", "$1")}
     ), page as materialized (
       select m.user_id, case when ${reached("delivered")} then m.delivered_at else m.read_at end as delivered_at,
              case when ${reached("read")} then m.read_at end as read_at
         from g join members m on m.conversation_id = g.conversation_id
        where m.left_at is null and m.user_id <> g.sender_id and ($3::uuid is null or m.user_id > $3)
          and (${reached("delivered")} or ${reached("read")})
        order by m.user_id limit $4
     )
     select g.message_type, (
              select coalesce(json_agg(json_build_object('user_id', p.user_id, 'delivered_at', ${
      isoTime("p.delivered_at")
    }, 'read_at', ${isoTime("p.read_at")}) order by p.user_id), '[]') from page p
            ) as receipts
       from g`,
    [viewerId, messageId, after ?? null, limit],
  );
  return row;
}
