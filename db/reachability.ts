// Whom somebody may draw into a conversation: write to for the first time, or add to a group. What is judged here is told in one
// answer for all causes (`not_reachable`), so that nobody learns that they were blocked.

import type { Sql } from "./sql.ts";

/** A person, as far as the actor can reach them. */
export interface Reach {
  id: string;
  username: string;
  /**
   * Neither deactivated, nor kept apart from the actor by a block of either, nor only for contacts, of whom the actor is one by
   * any conversation that both are in at present. One always reaches oneself.
   */
  reachable: boolean;
}

/** @returns one row for each of `userIds` that exists, in no promised order: who is missing is unknown */
export const reachOf = (sql: Sql, actorId: string, userIds: readonly string[]): Promise<Reach[]> =>
  sql.query(
    `select u.id, u.username, u.is_active and (u.id = $1 or (
              not ${blockBetween("$1", "u.id")}
              and (not u.contacts_only or ${shareConversation("u.id", "$1")}))) as reachable
       from users u where u.id = any($2::uuid[])`,
    [actorId, userIds],
  );

/** Whether one of two people has blocked the other, as an expression. A look-up of two rows, also where the planner sees many. */
export const blockBetween = (one: string, other: string): string =>
  `coalesce((select true from blocks b where b.blocker_id = ${one} and b.blocked_id = ${other}),
            (select true from blocks b where b.blocker_id = ${other} and b.blocked_id = ${one}), false)`;

const shareConversation = (one: string, other: string): string =>
  `exists (select 1 from members mine
             join members theirs on theirs.conversation_id = mine.conversation_id and theirs.left_at is null
            where mine.user_id = ${other} and mine.left_at is null and theirs.user_id = ${one})`;
