// Who of a conversation is meant by the names in a text.

import type { Sql } from "./sql.ts";

/** @param names folded like `users.username_key` @returns those of the members now who are called so, by id */
export async function membersCalled(tx: Sql, conversationId: string, names: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select u.id from users u join members m on m.user_id = u.id and m.conversation_id = $1 and m.left_at is null
      where u.username_key = any($2::text[]) order by u.id`,
    [conversationId, names],
  );
  return rows.map((row) => row.id);
}
