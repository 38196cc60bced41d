// The conversation list: everything that is shown of a person's conversations, read for a whole page by one statement, each
// entry in one snapshot.

import { groupJson, type GroupRow } from "./group_rows.ts";
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
import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

export interface EntryRow extends Place {
  /** the person's own number at the last change of what only they see of this conversation */
  me_rev: number;
  joined_rev: number;
  role: "owner" | "admin" | "member";
  left: boolean;
  /** the person's own number now */
  own_rev: number;
  rev: number;
  last_seq: number;
  first_seq: number;
  last_read_seq: number;
  unread_count: number;
  mention_count: number;
  muted: boolean;
  notify: "all" | "mentions" | "nothing";
  pinned: boolean;
  archived_seq: number | null;
  marked_unread: boolean;
  draft: string;
  draft_version: number;
  /** whether the person has blocked the other of a private conversation */
  blocked: boolean;
  /** the last message, or the creation: microseconds since 1970 */
  active_us: number;
  peer: UserRow | null;
  group: GroupRow | null;
  last_message: StoredMessage | null;
  top: TopMarks;
}

/** Of those that came after one's mark, how many are looked at to count what is unread: one's own and what is gone are not. */
const UNREAD_MOST = 10_000;

const ACTIVE = `(extract(epoch from coalesce(c.last_message_at, c.created_at)) * 1000000)::bigint`;

/** The person's own number in the same snapshot. */
const OWN_REV = "(select u.me_rev from users u where u.id = $1)";

/** @param pick the end of the query that picks memberships `m` (with their conversation `c`) of the person $1 */
const entries = (pick: string, order: string) => `
  with mine as materialized (
    select m.*, c.user_a, c.user_b, c.rev as head_rev, c.last_seq, ${ACTIVE} as active_us,
           exists (select 1 from blocks b where b.blocker_id = m.user_id
                      and b.blocked_id = case when c.user_a = m.user_id then c.user_b else c.user_a end) as blocked
      from members m join conversations c on c.id = m.conversation_id
     where m.user_id = $1 and ${pick}
  )
  select m.conversation_id as id, m.user_a, m.user_b, m.me_rev, m.joined_rev, m.role, m.left_at is not null as left,
         m.head_rev as rev, m.last_seq, m.first_seq, m.read_seq as last_read_seq, unread.count as unread_count, m.active_us,
         mentioned.count as mention_count, m.muted, m.notify, m.pinned, m.archived_seq, m.marked_unread, m.draft, m.draft_version,
         m.blocked, ${OWN_REV} as own_rev,
         case when other.id is null then null else ${userJson("other", "$1")} end as peer,
         case when g.id is null then null else ${groupJson("g")} end as "group",
         case when l.id is null then null else ${messageJson("l", "m.user_id")} end as last_message,
         ${topMarksJson("m.conversation_id")} as top
    from mine m
    left join groups g on g.id = m.conversation_id
    left join users other on other.id = case when m.user_a = m.user_id then m.user_b else m.user_a end
    left join lateral (
      select x.* from messages x where x.conversation_id = m.conversation_id and x.seq >= m.first_seq and ${
  notHidden("x", "m.user_id")
}
       order by x.seq desc limit 1
    ) l on true
    cross join lateral (
      -- The messages in order, and no more than so many: of all that is unread, Postgres would rather read the whole table.
      select count(*) as count from (
        select 1 from (
          select x.seq, x.sender_id, x.deleted_at, x.recalled_at, x.message_type from messages x
           where x.conversation_id = m.conversation_id and x.seq > m.read_seq and x.seq >= m.first_seq
           order by x.seq limit ${UNREAD_MOST}
        ) later
         where later.sender_id <> m.user_id and later.deleted_at is null and later.recalled_at is null
           and later.message_type <> 'system'
           and not exists (select 1 from hidden_messages h
                            where h.user_id = m.user_id and h.conversation_id = m.conversation_id and h.seq = later.seq)
           and (m.user_a = m.user_b) is not true -- all of one's notes are one's own
           and not m.blocked -- nor does one want to hear of it, and the mark stands still
         limit $2
      ) counted
    ) unread
    cross join lateral (
      select count(*) as count from (
        select 1 from messages x
         where x.conversation_id = m.conversation_id and x.seq > m.read_seq and x.seq >= m.first_seq
           and (x.mentions_all or x.mentions <> '{}') and (x.mentions_all or m.user_id = any(x.mentions))
           and x.sender_id <> m.user_id and x.deleted_at is null and x.recalled_at is null and x.message_type <> 'system'
           and not exists (select 1 from hidden_messages h
                            where h.user_id = m.user_id and h.conversation_id = x.conversation_id and h.seq = x.seq)
           and not m.blocked
         limit $2
      ) counted
    ) mentioned
   order by ${order}`;

const RECENT = "m.active_us desc, m.conversation_id desc";
const BY_RECENCY = entries(
  `m.left_at is null and ($3::bigint is null or (${ACTIVE}, c.id) < ($3::bigint, $4::uuid))
   order by ${ACTIVE} desc, c.id desc limit $5`,
  RECENT,
);
const BY_IDS = entries("m.left_at is null and m.conversation_id = any($3::uuid[])", RECENT);
const BY_ME_REV = entries("m.me_rev > $3 and m.me_rev <= $4 order by m.me_rev limit $5", "m.me_rev");

/** Where a page of the list begins: beyond this entry. */
export interface RecentCursor {
  active_us: string;
  id: string;
}

/**
 * @param countMax where unread counts stop
 * @returns the most recent first, at most `limit`, and the person's own number: what it counts is among them
 */
export async function recentEntries(
  sql: Sql,
  userId: string,
  countMax: number,
  after: RecentCursor | undefined,
  limit: number,
): Promise<{ me_rev: number; rows: EntryRow[] }> {
  const ask = () => read(sql, BY_RECENCY, [userId, countMax, after?.active_us ?? null, after?.id ?? null, limit]);
  const rows = await ask();
  if (rows[0] !== undefined) return { me_rev: rows[0].own_rev, rows };
  // No row says it. The number first: what changes in between is then told again rather than lost.
  return { me_rev: await meRevOf(sql, userId), rows: await ask() };
}

/** Those of `ids` that are the person's. */
export const entriesByIds = (
  sql: Sql,
  userId: string,
  countMax: number,
  ids: readonly string[],
): Promise<EntryRow[]> => read(sql, BY_IDS, [userId, countMax, ids]);

/** What changed for the person alone in `(after, upTo]`, by me_rev, at most `limit`; what was lost is there with `left`. */
export const entriesByMeRev = (
  sql: Sql,
  userId: string,
  countMax: number,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<EntryRow[]> => read(sql, BY_ME_REV, [userId, countMax, after, upTo, limit]);

async function read(sql: Sql, text: string, params: unknown[]): Promise<EntryRow[]> {
  const rows = await sql.query<Omit<EntryRow, "last_message"> & { last_message: MessageJson | null }>(text, params);
  return rows.map((row) => ({ ...row, last_message: row.last_message && unpackMessage(row.last_message, row.id) }));
}

/** The person's own number now. */
export async function meRevOf(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql.query<{ me_rev: number }>("select me_rev from users where id = $1", [userId]);
  return row?.me_rev ?? 0;
}
