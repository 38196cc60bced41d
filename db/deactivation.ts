// The end of an account: its row stays, so that its name stays on what was said and is taken for ever; what was its own goes.

import { letGoOfOwner } from "./file_expiry.ts";
import type { Sql } from "./sql.ts";
import type { Credentials } from "./users.ts";

/** Names of groups that the person owns, a few. */
export async function ownedGroups(sql: Sql, userId: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    "select name from groups where owner_id = $1 and deleted_at is null order by name, id limit $2",
    [userId, limit],
  );
  return rows.map((row) => row.name);
}

/** Drafts, whom they have blocked, and files that nobody else sees. Before the person's own row is locked. */
export async function eraseOwn(tx: Sql, userId: string): Promise<void> {
  await tx.query(
    "update members set draft = '', draft_version = draft_version + 1 where user_id = $1 and draft <> ''",
    [
      userId,
    ],
  );
  await tx.query("delete from blocks where blocker_id = $1", [userId]);
  await letGoOfOwner(tx, userId);
}

/** @returns whether the account was still as it was read */
export async function deactivate(tx: Sql, account: Credentials): Promise<boolean> {
  const rows = await tx.query(
    `update users set is_active = false, avatar = '', last_seen = now(), updated_at = now()
      where id = $1 and password_hash = $2 and is_active returning id`,
    [account.id, account.password_hash],
  );
  return rows.length === 1;
}
