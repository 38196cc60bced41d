// Private conversations: one a pair of people, made once, at its first message. Its id never changes afterwards.

import { nextMeRevs, touch } from "./heads.ts";
import type { Place } from "./message_rows.ts";
import { type Database, retrying, type Sql } from "./sql.ts";

/** A private conversation, and what making it moved. */
export interface Pair {
  id: string;
  /** whether this call made it; `meRevs` is empty otherwise */
  created: boolean;
  /** person → their new me_rev */
  meRevs: Map<string, number>;
}

/** @returns the id of the private conversation of two people (twice the same: notes to oneself), if they have one */
export async function pairOf(sql: Sql, one: string, other: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    "select id from conversations where user_a = least($1::uuid, $2::uuid) and user_b = greatest($1::uuid, $2::uuid)",
    [one, other],
  );
  return row?.id;
}

/** Who a conversation is between, for somebody who is in it; undefined for everybody else. */
export async function placeFor(sql: Sql, userId: string, id: string): Promise<Place | undefined> {
  const [place] = await sql.query<Place>(
    `select c.id, c.user_a, c.user_b from conversations c join members m on m.conversation_id = c.id
      where c.id = $1 and m.user_id = $2 and m.left_at is null`,
    [id, userId],
  );
  return place;
}

/**
 * Finds or makes the private conversation of two people, in a short transaction of its own. Creation takes rev 1.
 * @param id what it is to be called if it has to be made
 * @param allow runs inside, once the maker's row is locked, so that whatever it counts cannot race; its throwing undoes all
 */
export const openPair = (
  db: Database,
  id: string,
  maker: string,
  other: string,
  allow: (tx: Sql) => Promise<void> = async () => {},
): Promise<Pair> =>
  retrying(() =>
    db.transaction(async (tx) => {
      const made = await tx.query(
        `insert into conversations (id, kind, user_a, user_b, rev)
         values ($1, 'private', least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 1)
         on conflict on constraint conversations_pair do nothing returning id`,
        [id, maker, other],
      );
      if (made.length === 0) return { id: await presentPair(tx, maker, other), created: false, meRevs: new Map() };
      const meRevs = await nextMeRevs(tx, [maker, other]);
      await insertMembers(tx, id, maker, [...meRevs].map(([user_id, me_rev]) => ({ user_id, me_rev, role: "member" })));
      await touch(tx, "c", id, 1);
      await allow(tx);
      return { id, created: true, meRevs };
    })
  );

/** A statement of its own: only a new snapshot sees what the insert waited for. */
async function presentPair(tx: Sql, one: string, other: string): Promise<string> {
  const id = await pairOf(tx, one, other);
  if (id === undefined) throw new Error("a pair conflicts with one that is not there");
  return id;
}

/** The members with whom a conversation begins, at its rev 1. */
export const insertMembers = (
  tx: Sql,
  conversationId: string,
  maker: string,
  members: readonly { user_id: string; me_rev: number; role: "owner" | "member" }[],
): Promise<unknown[]> =>
  tx.query(
    `insert into members (conversation_id, user_id, role, rev, changed_by, joined_rev, me_rev)
     select $1, i.user_id, i.role, 1, $2, 1, i.me_rev
       from json_to_recordset($3::text::json) as i(user_id uuid, role text, me_rev bigint)`,
    [conversationId, maker, JSON.stringify(members)],
  );

/** What somebody did within the last hour in the way of writing to people they shared no group with. */
export interface StrangersMet {
  count: number;
  /** seconds until the first of them is an hour ago */
  seconds: number;
  /** whether the conversation asked about is one of them */
  stranger: boolean;
}

/** Counts the private conversations with strangers that `maker` opened within the last hour. */
export async function strangersMet(tx: Sql, maker: string, conversationId: string): Promise<StrangersMet> {
  const [row] = await tx.query<StrangersMet>(
    `select count(*) as count, coalesce(bool_or(c.id = $2), false) as stranger,
            coalesce(ceil(extract(epoch from min(c.created_at) + interval '1 hour' - now())), 0)::int as seconds
       from members m join conversations c on c.id = m.conversation_id
      where m.user_id = $1 and m.changed_by = $1 and c.kind = 'private' and c.user_a <> c.user_b
        and c.created_at > now() - interval '1 hour'
        and not exists (
          select 1 from members mine join members theirs on theirs.conversation_id = mine.conversation_id
           where mine.user_id = $1 and mine.left_at is null and theirs.left_at is null and mine.conversation_id <> c.id
             and theirs.user_id = case when c.user_a = $1 then c.user_b else c.user_a end
             and greatest(mine.joined_at, theirs.joined_at) <= c.created_at
        )`,
    [maker, conversationId],
  );
  return row ?? { count: 0, seconds: 0, stranger: false };
}

/** Whether a person exists, and is active. */
export async function isActive(sql: Sql, userId: string): Promise<boolean | undefined> {
  const [row] = await sql.query<{ is_active: boolean }>("select is_active from users where id = $1", [userId]);
  return row?.is_active;
}
