// The index of what was said, as its maker writes it: which conversations it is behind on, their changed messages, what to keep of
// them. All of a batch happens in one transaction, under a lock that one instance holds: killed at any moment, it goes on from
// what was committed.

import type { Sql } from "./sql.ts";

/** Stands in lexemes and queries where the number of the segment goes; no term has it. */
export const SEGMENT_MARK = "~";
/** Any number that nobody else uses in this database as an advisory lock. */
const LOCK = 7_245_003;

/** A conversation that has changed beyond what is indexed of it. */
export interface Behind {
  conversation_id: string;
  /** indexed up to here */
  rev: number;
  head_rev: number;
}

/**
 * Begins such a transaction. Its commit waits for no disk: what a crash of the machine takes away is indexed again.
 * @returns whether it may index now: another instance may be at it
 */
export async function beginIndexing(tx: Sql): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock($1) as mine, set_config('synchronous_commit', 'off', true)",
    [LOCK],
  );
  return row?.mine ?? false;
}

/**
 * @param since what an earlier call gave as `next`, after everything it found was done; undefined: look at all
 * @returns at most `limit`, and where to begin next time
 */
export async function conversationsBehind(
  sql: Sql,
  since: string | undefined,
  limit: number,
): Promise<{ behind: Behind[]; next: string }> {
  const [row] = await sql.query<{ behind: Behind[]; next: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as next, coalesce(json_agg(b), '[]') as behind from (
       select h.id as conversation_id, coalesce(s.rev, 0) as rev, h.rev as head_rev
         from heads h left join search_heads s on s.conversation_id = h.id
        where h.kind = 'c' and ($1::text is null or h.xid >= $1::text::xid8) and h.rev > coalesce(s.rev, 0)
        order by h.xid limit $2
     ) b`,
    [since ?? null, limit],
  );
  return row!;
}

/** A message that was stored or changed, as the index wants it. */
export interface ChangedMessage {
  conversation_id: string;
  seq: number;
  rev: number;
  id: string;
  sender_id: string;
  content: string;
  message_type: "text" | "image" | "file" | "system";
  mentions_all: boolean;
  mentions: string[];
  /** whether it holds a picture that is shown as one */
  has_picture: boolean;
  /** deleted or recalled */
  gone: boolean;
}

/** What changed in these conversations, in their order and by rev, at most `limit`. As one value: a driver reads rows slowly. */
export async function changedMessages(sql: Sql, behind: readonly Behind[], limit: number): Promise<ChangedMessage[]> {
  const [row] = await sql.query<{ messages: ChangedMessage[] }>(
    `select coalesce(json_agg(m), '[]') as messages from (
       select m.* from rows from (json_to_recordset($1::text::json) as (conversation_id uuid, rev bigint, head_rev bigint))
               with ordinality as b(conversation_id, rev, head_rev, i)
        cross join lateral (
          select m.conversation_id, m.seq, m.rev, m.id, m.sender_id, m.content, m.message_type, m.mentions_all, m.mentions,
                 m.attachments <> '{}' and exists (
                   select 1 from files f where f.id = any(m.attachments) and f.width is not null
                 ) as has_picture, m.deleted_at is not null or m.recalled_at is not null as gone
            from messages m where m.conversation_id = b.conversation_id and m.rev > b.rev and m.rev <= b.head_rev
           order by m.rev limit $2
        ) m order by b.i, m.rev limit $2
     ) m`,
    [JSON.stringify(behind), limit],
  );
  return row!.messages;
}

/** @param terms of a tsvector, each lexeme with the mark in the place of its segment */
export interface IndexedMessage {
  conversation_id: string;
  seq: number;
  message_id: string;
  terms: string;
}

/**
 * Keeps these, in the segment that each belongs to.
 * @returns how many messages the largest of those segments holds now
 */
export async function putIndexed(tx: Sql, messages: readonly IndexedMessage[]): Promise<number> {
  const touched = await tx.query<{ size: number }>(
    `with placed as (
       select i.*, (select no from search_segments where after_id < i.message_id order by after_id desc limit 1) as segment
         from json_to_recordset($1::text::json) as i(conversation_id uuid, seq bigint, message_id uuid, terms text)
     ), put as (
       insert into message_search (conversation_id, seq, message_id, segment, terms)
       select conversation_id, seq, message_id, segment, replace(terms, '${SEGMENT_MARK}', segment || ':')::tsvector from placed
       on conflict (conversation_id, seq) do update set terms = excluded.terms
        where message_search.terms <> excluded.terms -- a reaction, a pin: nothing of it is searched
       returning segment, message_id
     )
     update search_segments s set size = s.size + p.count, last_id = greatest(s.last_id, p.last_id)
       from (select segment, count(*) as count, (array_agg(message_id order by message_id desc))[1] as last_id
               from put group by segment) p
      where s.no = p.segment returning s.size`,
    [JSON.stringify(messages)],
  );
  return Math.max(0, ...touched.map(({ size }) => size));
}

/** Brings what was put into its place in the index: until then each search reads it. */
export const settle = (tx: Sql): Promise<unknown[]> =>
  tx.query("select gin_clean_pending_list('message_search_terms')");

/** Opens the next segment once the newest holds `size`. */
export const openSegment = (tx: Sql, size: number): Promise<unknown[]> =>
  tx.query(
    `insert into search_segments (no, after_id, last_id)
     select no + 1, last_id, last_id from (select * from search_segments order by no desc limit 1) s where s.size >= $1`,
    [size],
  );

export const dropIndexed = (
  tx: Sql,
  messages: readonly { conversation_id: string; seq: number }[],
): Promise<unknown[]> =>
  tx.query(
    `delete from message_search x using json_to_recordset($1::text::json) as i(conversation_id uuid, seq bigint)
      where x.conversation_id = i.conversation_id and x.seq = i.seq`,
    [JSON.stringify(messages)],
  );

/** Everything up to `rev` is indexed now. */
export const advance = (tx: Sql, done: readonly { conversation_id: string; rev: number }[]): Promise<unknown[]> =>
  tx.query(
    `insert into search_heads (conversation_id, rev)
     select conversation_id, rev from json_to_recordset($1::text::json) as i(conversation_id uuid, rev bigint)
     on conflict (conversation_id) do update set rev = excluded.rev`,
    [JSON.stringify(done)],
  );
