// The end of files: what nothing holds any more goes, a moment after it was let go of. Whoever puts a file into a message or makes it
// a picture locks it (`for key share`) in the same transaction; whoever removes it locks it first and looks only then. So neither can
// miss the other.

import type { Sql } from "./sql.ts";

/** Any number that nobody else uses in this database as an advisory lock. */
const LOCK = 7_245_004;

/** The files of a message are looked at soon: it is about to hold them no more. */
export const letGoOfMessage = (tx: Sql, messageId: string): Promise<unknown[]> =>
  tx.query(
    `update files set expires_at = statement_timestamp()
      where id = any(array(select unnest(attachments) from messages where id = $1 and attachments <> '{}'))`,
    [messageId],
  );

/** Those of a group that is over: nobody sees its messages any more. */
export const letGoOfGroup = (tx: Sql, groupId: string): Promise<unknown[]> =>
  tx.query(
    `update files set expires_at = statement_timestamp()
      where id = any(array(select unnest(attachments) from messages where conversation_id = $1 and attachments <> '{}'))`,
    [groupId],
  );

/** What was somebody's or some group's picture. @param fileId what its address said: it may be anything */
export const letGoOfPicture = (tx: Sql, fileId: string): Promise<unknown[]> =>
  tx.query("update files set expires_at = statement_timestamp() where id = $1", [fileId]);

/** All of somebody's. */
export const letGoOfOwner = (tx: Sql, ownerId: string): Promise<unknown[]> =>
  tx.query("update files set expires_at = statement_timestamp() where owner_id = $1 and stored_at is not null", [
    ownerId,
  ]);

/** @returns whether this transaction may remove now: another instance may be at it */
export async function mayExpire(tx: Sql): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>("select pg_try_advisory_xact_lock($1) as mine", [LOCK]);
  return row?.mine ?? false;
}

/** Locks files whose time is over, at most `limit`; those that are just being used are left for the next time. */
export async function lockExpired(tx: Sql, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from files where expires_at <= statement_timestamp() order by expires_at limit $1 for update skip locked`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/** Makes the room of removed files free for others. Not within a transaction. */
export const reclaim = (sql: Sql): Promise<unknown[]> => sql.query("vacuum file_chunks");

const IS_HELD = `exists (
     select 1 from messages g left join groups over on over.id = g.conversation_id
      where g.attachments <> '{}' and g.attachments @> array[f.id] and over.deleted_at is null
   )
   or exists (select 1 from users u where u.avatar like '/uploads/%' and split_part(u.avatar, '/', 3) = f.id::text)
   or exists (
     select 1 from groups g
      where g.avatar like '/uploads/%' and split_part(g.avatar, '/', 3) = f.id::text and g.deleted_at is null
   )`;

/**
 * Removes those of `ids`, which must be locked, that nothing holds; the others are left alone until they are let go of.
 * @returns the ids of those that were removed
 */
export async function expire(tx: Sql, ids: readonly string[]): Promise<string[]> {
  await tx.query(
    `update files f set expires_at = null where id = any($1::uuid[]) and stored_at is not null and (${IS_HELD})`,
    [ids],
  );
  const rows = await tx.query<{ id: string }>(
    "delete from files where id = any($1::uuid[]) and expires_at is not null returning id",
    [ids],
  );
  return rows.map((row) => row.id);
}
