// What an export goes through page by page: in the order of ids, which nothing that happens meanwhile can change.

import { SHARED } from "./people.ts";
import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

/** Ids of the conversations that somebody is in. @param after the last one of the page before */
export async function conversationIds(
  sql: Sql,
  userId: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select conversation_id as id from members
      where user_id = $1 and left_at is null and ($2::uuid is null or conversation_id > $2::uuid)
      order by conversation_id limit $3`,
    [userId, after ?? null, limit],
  );
  return rows.map((row) => row.id);
}

/** The people with whom somebody shares a conversation. @param after the last one of the page before */
export async function contactsById(
  sql: Sql,
  viewer: string,
  after: string | undefined,
  limit: number,
): Promise<UserRow[]> {
  const rows = await sql.query<{ user: UserRow }>(
    `with ${SHARED}
     select ${userJson("u", "$1")} as "user" from shared join users u on u.id = shared.user_id
      where $2::uuid is null or u.id > $2::uuid order by u.id limit $3`,
    [viewer, after ?? null, limit],
  );
  return rows.map((row) => row.user);
}
