// Messages of a conversation by `seq`, read together with the head in one snapshot. Whoever reads must be a member in that same
// snapshot: otherwise there is nothing. What they have hidden for themselves is not there either.

import { notHidden } from "./hidden.ts";
import {
  messagesJson,
  type Place,
  type StoredMessage,
  type TopMarks,
  topMarksJson,
  unpackMessages,
  type WithMessages,
} from "./message_rows.ts";
import type { Sql } from "./sql.ts";

export interface HistoryRead extends Place {
  /** the conversation's head */
  rev: number;
  messages: StoredMessage[];
  top: TopMarks;
}

/**
 * Which messages, at most `limit`: the newest below `before`, the oldest beyond `after`, as many before a place as from it on, or the
 * seed's pages.
 */
export type Range =
  | { kind: "before"; seq: number; limit: number }
  | { kind: "after"; seq: number; limit: number }
  | { kind: "around"; seq: number; before: number; limit: number }
  | { kind: "page"; offset: number; limit: number };

const MINE = `g.conversation_id = $1 and g.seq >= (select first_seq from c) and ${notHidden("g", "$2")}`;

const history = (pick: string, order: string) => `
  with c as materialized (
    select c.id, c.user_a, c.user_b, c.rev, v.first_seq
      from conversations c join members v on v.conversation_id = c.id and v.user_id = $2 and v.left_at is null
     where c.id = $1 and c.kind = $3
  ), g as materialized (
    ${pick}
  )
  select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", order, "$2")} as messages, ${
  topMarksJson("c.id")
} as top from c`;

const select = (pick: string) => `select g.* from messages g where ${MINE} and ${pick}`;

/** Rows of a page at most, and the one more that tells whether there are others. */
const MOST = 101;

// Two limits: of one that comes with the values, Postgres assumes that it is a tenth of the conversation. A plan for that looks dear, so
// it would plan anew each time, which takes as long as reading the page.
const few = (pick: string, limit: string) => `select * from (${select(pick)} limit ${MOST}) few limit ${limit}`;

const BEFORE = history(few("g.seq < $4 order by g.seq desc", "$5"), "g.seq desc");
const AFTER = history(few("g.seq > $4 order by g.seq", "$5"), "g.seq");
const AROUND = history(
  `(${few("g.seq < $4 order by g.seq desc", "$6")})
   union all (${few("g.seq >= $4 order by g.seq", "$5::bigint - $6::bigint")})`,
  "g.seq desc",
);
// What the seed's clients ask for; they know nothing of tombstones.
const PAGE = history(
  select("g.deleted_at is null and g.recalled_at is null order by g.seq desc offset $4 limit $5"),
  "g.seq desc",
);

const TEXT: Record<Range["kind"], string> = { before: BEFORE, after: AFTER, around: AROUND, page: PAGE };

/** @returns undefined if there is no such conversation of that kind, or it is not the viewer's */
export async function readHistory(
  sql: Sql,
  viewerId: string,
  conversation: { id: string; kind: "private" | "group" },
  range: Range,
): Promise<HistoryRead | undefined> {
  const from = range.kind === "page" ? range.offset : range.seq;
  const params = [conversation.id, viewerId, conversation.kind, from, range.limit];
  const [row] = await sql.query<WithMessages<HistoryRead>>(
    TEXT[range.kind],
    range.kind === "around" ? [...params, range.before] : params,
  );
  return row && unpackMessages<HistoryRead>(row);
}

/** One message, as a history of one; undefined if it is not there or not the viewer's. */
export async function readMessage(sql: Sql, viewerId: string, messageId: string): Promise<HistoryRead | undefined> {
  const [row] = await sql.query<WithMessages<HistoryRead>>(
    `with g as materialized (
       select g.* from messages g join members v on v.conversation_id = g.conversation_id and v.user_id = $1
        where g.id = $2 and v.left_at is null and g.seq >= v.first_seq and ${notHidden("g", "$1")}
     )
     select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", "g.seq", "$1")} as messages, ${
      topMarksJson("c.id")
    } as top
       from conversations c where c.id = (select conversation_id from g)`,
    [viewerId, messageId],
  );
  return row && unpackMessages<HistoryRead>(row);
}

/** A message as its sender sent it, wherever they are by now: also after they left. */
export async function readOwnMessage(sql: Sql, senderId: string, messageId: string): Promise<HistoryRead | undefined> {
  const [row] = await sql.query<WithMessages<HistoryRead>>(
    `with g as materialized (select * from messages where id = $2 and sender_id = $1)
     select c.id, c.user_a, c.user_b, c.rev, ${messagesJson("g", "g.seq")} as messages,
            '{"read": [], "delivered": []}'::json as top
       from conversations c where c.id = (select conversation_id from g)`,
    [senderId, messageId],
  );
  return row && unpackMessages<HistoryRead>(row);
}

/** The message that this person sent in a conversation with this `client_id`, if there is one or its tombstone. */
export async function sentWith(
  sql: Sql,
  senderId: string,
  conversationId: string,
  clientId: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    "select id from messages where conversation_id = $1 and sender_id = $2 and client_id = $3",
    [conversationId, senderId, clientId],
  );
  return row?.id;
}
