// Accounts as rows, and the one select list by which every query shows a person. What of a row a viewer may see is decided in
// `lib/services/user_view.ts`; the password hash is read by the two functions that need it and by nothing else.

import { isoTime } from "./json.ts";
import type { Sql } from "./sql.ts";

/** A person as every query selects them, with the e-mail address still in it. */
export interface UserRow {
  id: string;
  username: string;
  email: string;
  show_email: boolean;
  first_name: string;
  last_name: string;
  avatar: string;
  /** as the viewer sees it: the chosen one while a live socket exists, else offline */
  status: "online" | "away" | "busy" | "offline";
  last_seen: string | null;
  is_active: boolean;
  created_at: string;
  updated_at: string;
}

/**
 * The status that others see: the chosen one while the person has a socket on an instance whose lease has not run out; `away`
 * instead of `online` while all of them are idle.
 * @param user the alias of `users`
 */
export const statusOf = (user: string): string =>
  `coalesce((
     select case when bool_and(here.is_idle) and ${user}.chosen_status = 'online' then 'away' else ${user}.chosen_status end
       from presence here join instances lease on lease.id = here.instance_id
      where here.user_id = ${user}.id and lease.expires_at > now() and ${user}.is_active
     having count(*) > 0), 'offline')`;

/** Whether the person has blocked the viewer, to whom they then look gone. @param viewer an expression for an id */
export const hasBlocked = (user: string, viewer: string): string =>
  `exists (select 1 from blocks b where b.blocker_id = ${user}.id and b.blocked_id = ${viewer})`;

/**
 * One UserRow as one JSON value, for the select list of any query: `select ${userJson("u", "$1")} as "user" from … users u`.
 * @param user the alias of `users`
 * @param viewer an expression for the id of who looks, from whom presence may be hidden
 */
export const userJson = (user: string, viewer: string): string =>
  `json_build_object('id', ${user}.id, 'username', ${user}.username, 'email', ${user}.email,
     'show_email', ${user}.show_email, 'first_name', ${user}.first_name, 'last_name', ${user}.last_name,
     'avatar', ${user}.avatar,
     'status', case when ${hasBlocked(user, viewer)} then 'offline' else ${statusOf(user)} end,
     'last_seen', case when ${user}.id = ${viewer} or (${user}.is_active and ${user}.show_last_seen
                            and not ${hasBlocked(user, viewer)}) then ${isoTime(`${user}.last_seen`)} end,
     'is_active', ${user}.is_active, 'created_at', ${isoTime(`${user}.created_at`)},
     'updated_at', ${isoTime(`${user}.updated_at`)})`;

/** A person as `viewerId` sees them. */
export async function userById(sql: Sql, viewerId: string, id: string): Promise<UserRow | undefined> {
  const [row] = await sql.query<{ user: UserRow }>(
    `select ${userJson("u", "$1")} as "user" from users u where u.id = $2`,
    [viewerId, id],
  );
  return row?.user;
}

export interface NewUser {
  id: string;
  username: string;
  username_key: string;
  email: string;
  email_key: string;
  password_hash: string;
  first_name: string;
  last_name: string;
  /** of both names, for search */
  name_key: string;
}

/** @throws SqlError unique on `users_username_key` or `users_email_key` */
export const insertUser = (tx: Sql, user: NewUser): Promise<unknown[]> =>
  tx.query(
    `insert into users (id, username, username_key, email, email_key, password_hash, first_name, last_name, name_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      user.id,
      user.username,
      user.username_key,
      user.email,
      user.email_key,
      user.password_hash,
      user.first_name,
      user.last_name,
      user.name_key,
    ],
  );

/** Whether there is any account at all. */
export const anyUser = async (sql: Sql): Promise<boolean> =>
  (await sql.query("select 1 as one from users limit 1")).length > 0;

/** Which of a name and an address are somebody's already. */
export async function taken(
  sql: Sql,
  usernameKey: string,
  emailKey: string,
): Promise<{ username: boolean; email: boolean }> {
  const [row] = await sql.query<{ username: boolean; email: boolean }>(
    `select exists (select 1 from users where username_key = $1) as username,
            exists (select 1 from users where email_key = $2) as email`,
    [usernameKey, emailKey],
  );
  return row ?? { username: false, email: false };
}

/** What sign-in compares with. */
export interface Credentials {
  id: string;
  password_hash: string;
  is_active: boolean;
}

/** An account by the key of its e-mail address or of its name: an address holds an @, a name never does. */
export async function credentialsByKey(sql: Sql, key: string): Promise<Credentials | undefined> {
  const [row] = await sql.query<Credentials>(
    `select id, password_hash, is_active from users where username_key = $1 or email_key = $1`,
    [key],
  );
  return row;
}

export async function credentialsById(sql: Sql, id: string): Promise<Credentials | undefined> {
  const [row] = await sql.query<Credentials>(`select id, password_hash, is_active from users where id = $1`, [id]);
  return row;
}

/** Whether the account is still as it was read; it stays so until the end of the transaction. */
export async function lockUnchanged(tx: Sql, account: Credentials): Promise<boolean> {
  const rows = await tx.query(
    `select id from users where id = $1 and password_hash = $2 and is_active for share`,
    [account.id, account.password_hash],
  );
  return rows.length === 1;
}

/**
 * Changes the password if it is still the one that was judged. Everybody sees `updated_at`, and when that was is nobody's to know.
 * @returns whether it was
 */
export async function replacePassword(tx: Sql, id: string, before: string, after: string): Promise<boolean> {
  const rows = await tx.query(
    `update users set password_hash = $3 where id = $1 and password_hash = $2 returning id`,
    [id, before, after],
  );
  return rows.length === 1;
}
