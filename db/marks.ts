// Read and delivered marks: one watermark a person and conversation, moved forward in batches. No conversation is locked: a
// mark is its owner's alone. Locks: the memberships in order, then the readers. In a private conversation with somebody whom one
// has blocked, one's marks stand still: they would tell that one was here, in every answer that shows them.

import { notHidden } from "./hidden.ts";
import type { Sql } from "./sql.ts";

export interface MarkRow {
  conversation_id: string;
  user_id: string;
  delivered_seq: number;
  read_seq: number;
}

/** Where a mark stands now. A mark that names what is not there yet stops at the last message. */
export interface MarkOutcome extends MarkRow {
  member: boolean;
  read_moved: boolean;
  delivered_moved: boolean;
  /** the reader's own number, where the read mark moved */
  me_rev: number | null;
  /** of the message read up to, where the read mark moved */
  message_id: string | null;
  /** the other person of a private conversation */
  peer_id: string | null;
  /** whether the others are told */
  is_small: boolean;
}

// Looked up, not joined: of rows that are made on the way the planner expects one or two, and compared each with all.
const ME_REV = "((select before from numbers) ->> v.user_id::text)::bigint + v.nth";

/**
 * Moves marks forward, never back; each (conversation, person) at most once in `batch`.
 * @param smallGroup members up to which the others are told: of larger ones nothing is left for the poll of the heads either
 */
export const moveMarks = (tx: Sql, batch: readonly MarkRow[], smallGroup: number): Promise<MarkOutcome[]> =>
  tx.query(
    `with input as materialized (
       select * from json_to_recordset($1::text::json)
         as t(conversation_id uuid, user_id uuid, delivered_seq bigint, read_seq bigint)
     ), mine as materialized (
       select m.conversation_id, m.user_id, m.read_seq as old_read, m.delivered_seq as old_delivered, m.read_at, m.delivered_at,
              greatest(m.read_seq, least(i.read_seq, l.last_seq)) as read_seq,
              greatest(m.delivered_seq, least(greatest(i.delivered_seq, i.read_seq), l.last_seq)) as delivered_seq,
              p.peer_id, coalesce(o.member_count, 2) <= $2 as is_small
         from input i
         join members m on m.conversation_id = i.conversation_id and m.user_id = i.user_id
         join conversations c on c.id = m.conversation_id
         left join groups o on o.id = m.conversation_id
        cross join lateral (select case when c.user_a = m.user_id then c.user_b else c.user_a end as peer_id) p
        cross join lateral (
          select case when exists (select 1 from blocks b where b.blocker_id = m.user_id and b.blocked_id = p.peer_id)
                 then 0 else c.last_seq end as last_seq
        ) l
        where m.left_at is null
        order by m.conversation_id, m.user_id for no key update of m
     ), moved as materialized (
       select *, read_seq > old_read as read_moved, delivered_seq > old_delivered as delivered_moved,
              count(*) filter (where read_seq > old_read) over (partition by user_id order by conversation_id) as nth
         from mine where read_seq > old_read or delivered_seq > old_delivered
     ), readers as materialized (
       select u.id, k.n from (select user_id, count(*) as n from moved where read_moved group by 1) k join users u on u.id = k.user_id
        order by u.id for no key update of u
     ), bumped as (
       update users u set me_rev = u.me_rev + r.n from readers r where u.id = r.id returning u.id, u.me_rev, u.me_rev - r.n as before
     ), numbers as materialized (
       select jsonb_object_agg(id, before) as before from bumped
     ), updated as (
       update members m
          set read_seq = v.read_seq, delivered_seq = v.delivered_seq, me_rev = case when v.read_moved then ${ME_REV} else m.me_rev end,
              marked_unread = m.marked_unread and not v.read_moved,
              read_at = case when v.read_moved then now() else m.read_at end,
              delivered_at = case when v.delivered_moved then now() else m.delivered_at end
         from moved v
        where m.conversation_id = v.conversation_id and m.user_id = v.user_id
     ), head as (
       insert into heads (kind, id, sub, rev, xid)
       select 'm', conversation_id, user_id,
              case when read_moved or read_at is not null then read_seq else 0 end +
              case when delivered_moved or delivered_at is not null then delivered_seq else 0 end,
              pg_current_xact_id() from moved where is_small
       union all
       select 'u', id, '00000000-0000-0000-0000-000000000000', me_rev, pg_current_xact_id() from bumped
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     select i.conversation_id, i.user_id, m.user_id is not null as member, m.peer_id, coalesce(m.is_small, false) as is_small,
            coalesce(m.read_seq, 0) as read_seq, coalesce(m.delivered_seq, 0) as delivered_seq,
            coalesce(v.read_moved, false) as read_moved, coalesce(v.delivered_moved, false) as delivered_moved,
            case when v.read_moved then ${ME_REV} end as me_rev,
            case when v.read_moved then (
              select g.id from messages g where g.conversation_id = v.conversation_id and g.seq = v.read_seq
            ) end as message_id
       from input i
       left join mine m on m.conversation_id = i.conversation_id and m.user_id = i.user_id
       left join moved v on v.conversation_id = i.conversation_id and v.user_id = i.user_id`,
    [JSON.stringify(batch), smallGroup],
  );

/**
 * How far somebody has really come: whoever has joined later has marks that begin at the last message, without having read anything.
 * @param member the alias of `members`
 */
export const movedTo = (kind: "delivered" | "read", member: string): string =>
  `case when ${member}.${kind}_at is null then 0 else ${member}.${kind}_seq end`;

/** Where the marks of these people stand, for the repair of lost hints. */
export const marksAt = (
  sql: Sql,
  pairs: readonly { conversation_id: string; user_id: string }[],
): Promise<(MarkRow & { message_id: string | null; peer_id: string | null })[]> =>
  sql.query(
    `select m.conversation_id, m.user_id, p.delivered_seq, p.read_seq,
            case when c.user_a = m.user_id then c.user_b else c.user_a end as peer_id,
            (select g.id from messages g where g.conversation_id = m.conversation_id and g.seq = p.read_seq) as message_id
       from json_to_recordset($1::text::json) as i(conversation_id uuid, user_id uuid)
       join members m on m.conversation_id = i.conversation_id and m.user_id = i.user_id
       join conversations c on c.id = m.conversation_id
      cross join lateral (select ${movedTo("delivered", "m")} as delivered_seq, ${movedTo("read", "m")} as read_seq) p
      where m.left_at is null`,
    [JSON.stringify(pairs)],
  );

/** Where a message is, if it is in this person's time in the conversation. */
export async function placeOf(
  sql: Sql,
  userId: string,
  messageId: string,
): Promise<{ conversation_id: string; seq: number; is_hidden: boolean } | undefined> {
  const [row] = await sql.query<{ conversation_id: string; seq: number; is_hidden: boolean }>(
    `select g.conversation_id, g.seq, not ${notHidden("g", "$1")} as is_hidden from messages g
       join members m on m.conversation_id = g.conversation_id and m.user_id = $1
      where g.id = $2 and m.left_at is null and g.seq >= m.first_seq`,
    [userId, messageId],
  );
  return row;
}
