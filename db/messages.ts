// Storing messages in batches. The rows of the conversations are locked first, by a statement of its own: the second statement
// then sees everything that was committed while the first one waited. (One statement for both judged by its snapshot from
// before the wait: it stored messages after their sender's removal, and died on a parallel `client_id`.)

import type { Sql } from "./sql.ts";

export interface MessageRow {
  conversation_id: string;
  sender_id: string;
  id: string;
  client_id: string | null;
  content: string;
  message_type: string;
  reply_to: string | null;
  /** of a copy: the sender of the original */
  forwarded_from: string | null;
  /** what the sender takes the conversation for: a private one is not there under a group's name */
  kind: "private" | "group";
}

/** What became of one message of a batch; all numbers are there for `stored` and `duplicate` only. */
export interface MessageOutcome {
  id: string;
  outcome: "stored" | "duplicate" | "reused" | "not_member" | "muted" | "no_such_reply";
  /** of a duplicate: the id that was stored first */
  stored_id: string;
  seq: number;
  rev: number;
  created_at: string;
}

/** Locks the conversations, in id order, until the transaction ends. */
export const lockConversations = (tx: Sql, ids: readonly string[]): Promise<unknown[]> =>
  tx.query("select id from conversations where id = any($1::uuid[]) order by id for no key update", [ids]);

/** Those of `ids` that are stored: after a commit whose outcome is unknown, and under the conversations' locks. */
export const storedMessages = (tx: Sql, ids: readonly string[]): Promise<MessageOutcome[]> =>
  tx.query(
    `select id, 'stored' as outcome, id as stored_id, seq, sent_rev as rev, created_at
       from messages where id = any($1::uuid[])`,
    [ids],
  );

/**
 * Stores what may be stored of `batch`; the conversations must be locked. Within a conversation the order of `batch` is the
 * order of `seq` and `rev`.
 */
export const insertMessages = (tx: Sql, batch: readonly MessageRow[]): Promise<MessageOutcome[]> =>
  tx.query(
    `with input as materialized (
       select t.*, ordinality as i from rows from (json_to_recordset($1::text::json) as (
         conversation_id uuid, sender_id uuid, id uuid, client_id text, content text, message_type text, reply_to uuid,
         forwarded_from uuid, kind text
       )) with ordinality as t(conversation_id, sender_id, id, client_id, content, message_type, reply_to, forwarded_from, kind,
                            ordinality)
     ), known as materialized (
       select i.id, m.id as stored_id, m.seq, m.sent_rev, m.created_at,
              m.content <> i.content and m.edited_at is null and m.recalled_at is null and m.deleted_at is null as reused
         from input i join messages m using (conversation_id, sender_id, client_id)
     ), judged as materialized (
       select i.*, case
           when k.id is not null then case when k.reused then 'reused' else 'duplicate' end
           when m.user_id is null or c.kind <> i.kind then 'not_member'
           when m.muted_until > statement_timestamp() then 'muted'
           when i.reply_to is not null and not exists (
             select 1 from messages r where r.id = i.reply_to and r.conversation_id = i.conversation_id
           ) then 'no_such_reply'
           else 'stored' end as outcome
         from input i
         left join known k on k.id = i.id
         left join conversations c on c.id = i.conversation_id
         left join members m on m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_at is null
     ), accepted as materialized (
       select *, row_number() over (partition by conversation_id order by i) as n from judged where outcome = 'stored'
     ), counted as (
       update conversations c
          set last_seq = c.last_seq + a.total, rev = c.rev + a.total, last_message_at = statement_timestamp()
         from (select conversation_id, count(*) as total from accepted group by 1) a
        where c.id = a.conversation_id
       returning c.id, c.rev, c.last_seq - a.total as seq0, c.rev - a.total as rev0
     ), stored as (
       insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, client_id, content, message_type, reply_to,
                             forwarded_from, created_at, updated_at)
       select a.conversation_id, c.seq0 + a.n, a.id, c.rev0 + a.n, c.rev0 + a.n, a.sender_id, a.client_id, a.content,
              a.message_type, a.reply_to, a.forwarded_from, statement_timestamp(), statement_timestamp()
         from accepted a join counted c on c.id = a.conversation_id
       returning id, seq, rev, created_at
     ), head as (
       insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from counted
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     select j.id, j.outcome, coalesce(k.stored_id, j.id) as stored_id, coalesce(s.seq, k.seq) as seq,
            coalesce(s.rev, k.sent_rev) as rev, coalesce(s.created_at, k.created_at) as created_at
       from judged j left join stored s on s.id = j.id left join known k on k.id = j.id
      order by j.i`,
    [JSON.stringify(batch)],
  );
