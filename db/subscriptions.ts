// What an instance must know of a person to hand them their stream: read once for all who connect in one turn.

import { oneOf, type Sql } from "./sql.ts";

/**
 * One conversation of a person, all in one snapshot. A row without names: a storm of thousands reads hundreds of thousands of them.
 * `rev`: the conversation's head; `joinedRev`: the change with which the present membership began; `firstSeq`: what was said before is
 * not theirs to see; `size`: members; `isBlocked`: of a private one, whether the person has blocked the other.
 */
export type Subscription = [
  conversationId: string,
  kind: "private" | "group",
  rev: number,
  joinedRev: number,
  firstSeq: number,
  size: number,
  isBlocked: boolean,
];

export interface Subscriber {
  user_id: string;
  username: string;
  me_rev: number;
  subscriptions: Subscription[];
}

// All of them are joined at once: with a look-up a person, Postgres read every conversation there is for each of some dozens who connect
// in the same turn.
const SUBSCRIBERS = `
  select u.id as user_id, u.username, u.me_rev, coalesce(s.list, '[]'::json) as subscriptions
    from users u left join (
      select m.user_id, json_agg(json_build_array(c.id, c.kind, c.rev, m.joined_rev, m.first_seq,
               coalesce(g.member_count, case when c.user_a = c.user_b then 1 else 2 end),
               c.kind = 'private' and exists (
                 select 1 from blocks b where b.blocker_id = m.user_id and b.blocked_id =
                   case when c.user_a = m.user_id then c.user_b else c.user_a end))) as list
        from members m join conversations c on c.id = m.conversation_id left join groups g on g.id = c.id
       where m.user_id = ${oneOf("$1")} and m.left_at is null
       group by m.user_id
    ) s on s.user_id = u.id
   where u.id = ${oneOf("$1")}`;

/** @returns one row for each of `userIds` that exists, with all conversations they are members of */
export const subscribersOf = (sql: Sql, userIds: readonly string[]): Promise<Subscriber[]> =>
  sql.query(SUBSCRIBERS, [userIds]);

/** The heads of those of `conversationIds` in which the person is a member. */
export const headsOf = (
  sql: Sql,
  userId: string,
  conversationIds: readonly string[],
): Promise<{ conversation_id: string; rev: number }[]> =>
  sql.query(
    `select c.id as conversation_id, c.rev from members m join conversations c on c.id = m.conversation_id
      where m.user_id = $1 and m.left_at is null and m.conversation_id = any($2::uuid[])`,
    [userId, conversationIds],
  );
