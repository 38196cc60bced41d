// Searching what was said. The index only proposes: whether the viewer may read a message, and whether it is still there, is
// judged of the message itself, in the same statement.

import { notHidden } from "./hidden.ts";
import {
  type MessageJson,
  messageJson,
  type Place,
  type StoredMessage,
  type TopMarks,
  topMarksJson,
  unpackMessage,
} from "./message_rows.ts";
import { SEGMENT_MARK } from "./search_index.ts";
import type { Sql } from "./sql.ts";

export interface MessageSearch {
  viewerId: string;
  /** null: all of the viewer's */
  conversationIds: readonly string[] | null;
  /** null: anybody's */
  senderIds: readonly string[] | null;
  /** numbers of the segments to look at, newest first, none left out between them */
  segments: readonly number[];
  /** a tsquery with marks for the segment: what the index is asked for, and what is judged of each of its answers ("": nothing) */
  keys: string;
  rest: string;
  /** ids from the one up to the other, which is not among them */
  fromId: string;
  beforeId: string;
  /** said at this moment (RFC 3339) or later, and before the other; null: whenever */
  after: string | null;
  before: string | null;
  limit: number;
}

export interface FoundMessage {
  message: StoredMessage;
  place: Place;
  top: TopMarks;
}

const MINE = `mine as materialized (
  select v.conversation_id, v.first_seq from members v
   where v.user_id = $1 and v.left_at is null and ($2::uuid[] is null or v.conversation_id = any($2::uuid[]))
)`;

const QUERIES = `replace($5, '${SEGMENT_MARK}', s.no || ':')::tsquery as keys,
                 replace(nullif($6, ''), '${SEGMENT_MARK}', s.no || ':')::tsquery as rest`;
// In a `case`, conditions are judged of what the index gives, and in this order: the planner would rather ask the index again for
// each of five hundred conversations, and read the terms of what the viewer may not see.
const WITHIN = `x.message_id >= $7 and x.message_id < $8`;
const SEEN =
  `case when x.conversation_id in (select conversation_id from mine) then (x.terms @@ q.rest) is not false end`;

// The segments one after the other: the nested loops keep their order, and the limit ends them at the first that has enough.
// `offset 0` holds the planner off: it must neither join before it sorts nor sort what is sorted.
const BY_SEGMENT = `
  unnest($4::int[]) with ordinality as s(no, i)
  cross join lateral (select ${QUERIES} offset 0) q
  cross join lateral (
    select x.conversation_id, x.seq, x.message_id from message_search x
     where x.terms @@ q.keys and ${WITHIN} and ${SEEN}
     order by x.message_id desc offset 0
  ) x`;

// One query a segment here too, by its place in an array: there is nothing for the planner to join in a worse way.
const BY_CONVERSATION = `(
  select x.conversation_id, x.seq, x.message_id
    from (select array_agg(keys order by no) as keys, array_agg(rest order by no) as rest, min(no) - 1 as base
            from (select s.no, ${QUERIES} from unnest($4::int[]) s(no)) q) qs
   cross join mine cross join lateral (
     select x.* from message_search x where x.conversation_id = mine.conversation_id and x.seq >= mine.first_seq offset 0
   ) x
   where x.terms @@ qs.keys[x.segment - qs.base] and (x.terms @@ qs.rest[x.segment - qs.base]) is not false and ${WITHIN}
   order by x.message_id desc offset 0
  ) x`;

const search = (proposed: string) => `
  with ${MINE}, found as materialized (
    select m.* from ${proposed}
    cross join lateral (
      select m.* from messages m join members v on v.conversation_id = m.conversation_id and v.user_id = $1
       where m.conversation_id = x.conversation_id and m.seq = x.seq and v.left_at is null and m.seq >= v.first_seq
         and m.deleted_at is null and m.recalled_at is null and m.message_type <> 'system'
         and ($3::uuid[] is null or m.sender_id = any($3::uuid[]))
         and ($9::timestamptz is null or m.created_at >= $9::timestamptz)
         and ($10::timestamptz is null or m.created_at < $10::timestamptz)
         and not exists (select 1 from groups g where g.id = m.conversation_id and g.deleted_at is not null)
         and ${notHidden("m", "$1")}
      offset 0
    ) m limit $11
  ), tops as materialized (
    select c.id, json_build_object('id', c.id, 'user_a', c.user_a, 'user_b', c.user_b) as place, ${
  topMarksJson("c.id")
} as top
      from conversations c where c.id in (select conversation_id from found)
  )
  select ${messageJson("m", "$1")} as message, t.place, t.top
    from found m join tops t on t.id = m.conversation_id order by m.id desc`;

const SEGMENTS = search(BY_SEGMENT);
const CONVERSATIONS = search(BY_CONVERSATION);

/**
 * The newest that match, at most `limit`.
 * @param way `segments`: asks the index, newest first · `conversations`: reads what is indexed of the viewer's conversations, for
 *   who can read little of all there is
 */
export async function searchMessages(
  sql: Sql,
  way: "segments" | "conversations",
  wanted: MessageSearch,
): Promise<FoundMessage[]> {
  const rows = await sql.query<Omit<FoundMessage, "message"> & { message: MessageJson }>(
    ...searchStatement(way, wanted),
  );
  return rows.map((row) => ({ ...row, message: unpackMessage(row.message, row.place.id) }));
}

/** The statement behind it, for who wants to see its plan. */
export const searchStatement = (way: "segments" | "conversations", wanted: MessageSearch): [string, unknown[]] => [
  way === "segments" ? SEGMENTS : CONVERSATIONS,
  [
    wanted.viewerId,
    wanted.conversationIds,
    wanted.senderIds,
    wanted.segments,
    wanted.keys,
    wanted.rest,
    wanted.fromId,
    wanted.beforeId,
    wanted.after,
    wanted.before,
    wanted.limit,
  ],
];
