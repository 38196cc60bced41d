// Messages of a conversation by `seq`, read together with the head in one snapshot. Whoever reads must be a member in that same
// snapshot: otherwise there is nothing.

import { messagesJson, type Place, type StoredMessage, type TopMarks, topMarksJson } from "./message_rows.ts";
import type { Sql } from "./sql.ts";

export interface HistoryRead extends Place {
  /** the conversation's head */
  rev: number;
  messages: StoredMessage[];
  top: TopMarks;
}

/** Which messages, at most `limit`: the newest below `before`, the oldest beyond `after`, or the seed's pages. */
export type Range =
  | { kind: "before"; seq: number; limit: number }
  | { kind: "after"; seq: number; limit: number }
  | { kind: "page"; offset: number; limit: number };

const history = (pick: string, order: string) => `
  with c as materialized (
    select c.id, c.user_a, c.user_b, c.rev, v.first_seq
      from conversations c join members v on v.conversation_id = c.id and v.user_id = $2 and v.left_at is null
     where c.id = $1 and c.kind = $3
  ), g as materialized (
    select g.* from messages g where g.conversation_id = $1 and g.seq >= (select first_seq from c) and ${pick}
  )
  select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", order)} as messages, ${
  topMarksJson("c.id")
} as top from c`;

const BEFORE = history("g.seq < $4 order by g.seq desc limit $5", "g.seq desc");
const AFTER = history("g.seq > $4 order by g.seq limit $5", "g.seq");
// What the seed's clients ask for; they know nothing of tombstones.
const PAGE = history(
  "g.deleted_at is null and g.recalled_at is null order by g.seq desc offset $4 limit $5",
  "g.seq desc",
);

/** @returns undefined if there is no such conversation of that kind, or it is not the viewer's */
export async function readHistory(
  sql: Sql,
  viewerId: string,
  conversation: { id: string; kind: "private" | "group" },
  range: Range,
): Promise<HistoryRead | undefined> {
  const text = range.kind === "before" ? BEFORE : range.kind === "after" ? AFTER : PAGE;
  const from = range.kind === "page" ? range.offset : range.seq;
  const [row] = await sql.query<HistoryRead>(text, [conversation.id, viewerId, conversation.kind, from, range.limit]);
  return row;
}

/** One message, as a history of one; undefined if it is not there or not the viewer's. */
export async function readMessage(sql: Sql, viewerId: string, messageId: string): Promise<HistoryRead | undefined> {
  const [row] = await sql.query<HistoryRead>(
    `with g as materialized (
       select g.* from messages g join members v on v.conversation_id = g.conversation_id and v.user_id = $1
        where g.id = $2 and v.left_at is null and g.seq >= v.first_seq
     )
     select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", "g.seq")} as messages, ${topMarksJson("c.id")} as top
       from conversations c where c.id = (select conversation_id from g)`,
    [viewerId, messageId],
  );
  return row;
}

/** A message as its sender sent it, wherever they are by now: also after they left. */
export async function readOwnMessage(sql: Sql, senderId: string, messageId: string): Promise<HistoryRead | undefined> {
  const [row] = await sql.query<HistoryRead>(
    `with g as materialized (select * from messages where id = $2 and sender_id = $1)
     select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", "g.seq")} as messages,
            '{"read": [], "delivered": []}'::json as top
       from conversations c where c.id = (select conversation_id from g)`,
    [senderId, messageId],
  );
  return row;
}
