// Blocks: who does not want to hear of whom. What a block hides is judged where it is read (`userJson`, `reachOf`, the insert of
// messages); here are the rows, and what the blocker's own devices learn from.

import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

/** @returns whether it is new */
export async function insertBlock(tx: Sql, blockerId: string, blockedId: string): Promise<boolean> {
  const rows = await tx.query(
    "insert into blocks (blocker_id, blocked_id) values ($1, $2) on conflict do nothing returning blocked_id",
    [blockerId, blockedId],
  );
  return rows.length > 0;
}

/** @returns whether there was one */
export async function deleteBlock(tx: Sql, blockerId: string, blockedId: string): Promise<boolean> {
  const rows = await tx.query("delete from blocks where blocker_id = $1 and blocked_id = $2 returning blocked_id", [
    blockerId,
    blockedId,
  ]);
  return rows.length > 0;
}

export async function countBlocks(tx: Sql, blockerId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>("select count(*) as count from blocks where blocker_id = $1", [
    blockerId,
  ]);
  return row?.count ?? 0;
}

/** Whom somebody has blocked, the last one first. */
export async function blockedBy(sql: Sql, blockerId: string): Promise<UserRow[]> {
  const rows = await sql.query<{ user: UserRow }>(
    `select ${userJson("u", "$1")} as "user" from blocks mine join users u on u.id = mine.blocked_id
      where mine.blocker_id = $1 order by mine.created_at desc, u.id`,
    [blockerId],
  );
  return rows.map((row) => row.user);
}

/** The person's entry of this conversation has changed for them alone. */
export const markEntry = (tx: Sql, conversationId: string, userId: string, meRev: number): Promise<unknown[]> =>
  tx.query("update members set me_rev = $3 where conversation_id = $1 and user_id = $2", [
    conversationId,
    userId,
    meRev,
  ]);
