// The statement that stores a batch of messages, alone and in a procedure that locks the conversations, stores and commits in one round
// trip. The rows are locked by a statement of its own: the second then sees all that was committed while the first one waited. (One
// for both judged by its snapshot from before the wait: it stored messages after their sender's removal, and died on a parallel
// `client_id`.) The procedure commits by itself, since the protocol tells the end of a statement before that of its transaction.

import { createHash } from "node:crypto";
import { attachmentsJson, isReadable } from "./file_rows.ts";
import { blockBetween } from "./reachability.ts";
import { oneOf, type Sql } from "./sql.ts";

// Rows without mentions cost nothing to send and to parse.
export const mentionsOf = (message: string) =>
  `case when ${message}.mentions <> '{}' then to_json(${message}.mentions) end`;
export const typeOf = (message: string) => `case when ${message}.attachments <> '{}' then ${message}.message_type end`;

// The planner does not know how many rows a batch has, and would rather read a whole table, or compare all with all. So look-ups are a
// row's own (`lateral … offset 0`), or by the list of what is wanted (`= any(array(…))`).
/**
 * Stores what may be stored of a batch, in its order, and gives one row `outcomes`: when, and what became of each, as JSON; `more` only
 * of what is not just words that were stored.
 * @param batch an expression for the rows, as JSON
 * @param now an expression for the time; the conversations are locked then
 * @param into where a procedure wants the row
 */
const insertOf = (batch: string, now: string, into = ""): string => `
  with input as materialized (
    select t.*, ordinality as i from rows from (json_to_recordset(${batch}) as (
      conversation_id uuid, sender_id uuid, id uuid, client_id text, content text, message_type text, reply_to uuid,
      forwarded_from uuid, names text[], attachments uuid[], kind text
    )) with ordinality as t(conversation_id, sender_id, id, client_id, content, message_type, reply_to, forwarded_from, names,
                         attachments, kind, ordinality)
  ), named as materialized (
    -- The files that are to be held: nobody removes them meanwhile.
    select f.* from files f where f.id = any(array(select unnest(attachments) from input)) order by f.id for key share
  ), known as materialized (
    select i.id, m.*, m.is_whole and (m.content <> i.content or m.attachments <> coalesce(i.attachments, '{}')) as reused
      from input i cross join lateral (
        select g.id as stored_id, g.seq, g.sent_rev, g.created_at, g.content, g.mentions_all,
               ${mentionsOf("g")} as mentions, g.attachments,
               g.edited_at is null and g.recalled_at is null and g.deleted_at is null as is_whole
          from messages g
         where g.conversation_id = i.conversation_id and g.sender_id = i.sender_id and g.client_id = i.client_id offset 0
      ) m
  ), places as materialized (
    -- Who is apart from the other of a private conversation. That it is symmetric costs nothing: who sends is active.
    select c.id, c.kind, case when c.user_a <> c.user_b then
             exists (select 1 from users u where u.id = any(array[c.user_a, c.user_b]) and not u.is_active offset 0)
             or ${blockBetween("c.user_a", "c.user_b")} end as is_apart
      from conversations c where c.id = any(array(select conversation_id from input))
  ), judged as materialized (
    select i.*, m.role in ('owner', 'admin') and 'all' = any(i.names) as mentions_all, case
        when k.id is not null then case when k.reused then 'reused' else 'duplicate' end
        when m.role is null or c.kind <> i.kind then 'not_member'
        when c.is_apart then 'not_reachable'
        when m.muted_until > ${now} then 'muted'
        when i.attachments is not null and cardinality(i.attachments) > (
          select count(*) from named f where f.id = any(i.attachments) and ${isReadable("f", "i.sender_id")}
        ) then 'no_such_file'
        when i.reply_to is not null then coalesce((
          select case when r.message_type = 'system' then 'no_reply'
                      when r.deleted_at is not null or r.recalled_at is not null then 'reply_gone' else 'stored' end
            from messages r where r.id = i.reply_to and r.conversation_id = i.conversation_id and r.seq >= m.first_seq
        ), 'no_such_reply')
        else 'stored' end as outcome
      from input i
      left join known k on k.id = i.id
      left join places c on c.id = i.conversation_id
      left join lateral (
        select m.role, m.muted_until, m.first_seq from members m
         where m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_at is null offset 0
      ) m on true
  ), sorted as materialized (
    select *, outcome = 'stored' as is_new from judged
  ), accepted as materialized (
    select *, row_number() over (partition by conversation_id order by i) as n from sorted where is_new
  ), counted as (
    update conversations c
       set last_seq = c.last_seq + a.total, rev = c.rev + a.total, last_message_at = ${now}
      from (select conversation_id, count(*) as total from accepted group by 1) a
     where c.id = a.conversation_id and c.id = any(array(select conversation_id from accepted))
    returning c.id, c.rev, c.last_seq - a.total as seq0, c.rev - a.total as rev0
  ), stored as (
    insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, client_id, content, message_type, reply_to,
                          forwarded_from, attachments, mentions, mentions_all, created_at, updated_at)
    select a.conversation_id, c.seq0 + a.n, a.id, c.rev0 + a.n, c.rev0 + a.n, a.sender_id, a.client_id, a.content,
           case when a.attachments is null then a.message_type
                when (select bool_and(f.width is not null) from named f where f.id = any(a.attachments)) then 'image'
                else 'file' end,
           a.reply_to, a.forwarded_from, coalesce(a.attachments, '{}'),
           case when a.names is null then '{}' else array(
             select u.id from (select id from users where username_key = any(a.names) order by id offset 0) u
              cross join lateral (
                select 1 from members m
                 where m.conversation_id = a.conversation_id and m.user_id = u.id and m.left_at is null offset 0
              ) m
           ) end, coalesce(a.mentions_all, false), ${now}, ${now}
      from accepted a join counted c on c.id = a.conversation_id
    returning id, seq, rev, created_at, mentions, mentions_all, attachments, message_type
  ), head as (
    insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from counted
    on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
  )
  select json_build_object('at', ${now}, 'each', coalesce(json_agg(o), '[]')) as outcomes ${into} from (
    select j.id, coalesce(s.seq, k.seq) as seq, coalesce(s.rev, k.sent_rev) as rev,
           case when s.mentions = '{}' and not s.mentions_all and s.attachments = '{}' then null else json_build_object(
             'outcome', j.outcome, 'stored_id', coalesce(k.stored_id, j.id), 'created_at', coalesce(s.created_at, k.created_at),
             'mentions_all', coalesce(s.mentions_all, k.mentions_all, false),
             'mentions', coalesce(${mentionsOf("s")}, k.mentions), 'attachments', ${attachmentsJson("s")},
             'message_type', ${typeOf("s")}
           ) end as more
      from judged j left join stored s on s.id = j.id left join known k on k.id = j.id order by j.i
  ) o`;

/** Within a transaction that holds the conversations' locks. Parameters: the rows, as JSON. */
export const INSERT = insertOf("$1::text::json", "statement_timestamp()");

const BODY = `(wanted uuid[], batch json, inout outcomes json) language plpgsql as $body$
declare
  locked_at timestamptz;
begin
  perform from conversations where id = ${oneOf("wanted")} order by id for no key update;
  locked_at := clock_timestamp();
  ${insertOf("batch", "locked_at", "into outcomes")};
  commit;
end $body$`;

/** Named after what it does: instances of another version beside this one have theirs, which stays. */
const NAME = `store_messages_${createHash("sha256").update(BODY).digest("hex").slice(0, 12)}`;

/** Makes the procedure, unless it is there. */
export async function makeProcedure(tx: Sql): Promise<void> {
  const [there] = await tx.query<{ name: string | null }>("select to_regproc($1)::text as name", [NAME]);
  if (there?.name == null) await tx.query(`create procedure ${NAME}${BODY}`);
}

/** Parameters: the conversations, and the rows as JSON. Not within a transaction. */
export const CALL = `call ${NAME}($1::uuid[], $2::text::json, null)`;
