// Accounts as rows, and the one select list by which every query shows a person. What of a row a viewer may see is decided in
// `lib/services/user_view.ts`; the password hash is read by the two functions that need it and by nothing else.

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
  /** as others see it: the chosen one while a live socket exists, else offline */
  status: "online" | "away" | "busy" | "offline";
  last_seen: string | null;
  is_active: boolean;
  created_at: string;
  updated_at: string;
}

/** A time as JSON, in the form in which both drivers give a column. */
const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whether the person has a socket on an instance whose lease has not run out. */
const isConnected = (user: string) =>
  `exists (select 1 from presence here join instances lease on lease.id = here.instance_id
           where here.user_id = ${user}.id and lease.expires_at > now())`;

/** The status that others see. @param user the alias of `users` */
export const statusOf = (user: string) =>
  `case when ${user}.chosen_status <> 'offline' and ${isConnected(user)} then ${user}.chosen_status else 'offline' end`;

/**
 * One UserRow as one JSON value, for the select list of any query: `select ${userJson("u")} as "user" from … users u`.
 * @param user the alias of `users`
 */
export const userJson = (user: string) =>
  `json_build_object('id', ${user}.id, 'username', ${user}.username, 'email', ${user}.email,
     'show_email', ${user}.show_email, 'first_name', ${user}.first_name, 'last_name', ${user}.last_name,
     'avatar', ${user}.avatar, 'status', ${statusOf(user)}, 'last_seen', ${iso(`${user}.last_seen`)},
     'is_active', ${user}.is_active, 'created_at', ${iso(`${user}.created_at`)},
     'updated_at', ${iso(`${user}.updated_at`)})`;

type Found = { user: UserRow };

/** The people of these ids that exist, in no promised order. */
async function usersByIds(sql: Sql, ids: readonly string[]): Promise<UserRow[]> {
  const rows = await sql.query<Found>(`select ${userJson("u")} as "user" from users u where id = any($1::uuid[])`, [
    ids,
  ]);
  return rows.map((row) => row.user);
}

export const userById = async (sql: Sql, id: string): Promise<UserRow | undefined> => (await usersByIds(sql, [id]))[0];

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
 * Changes the password if it is still the one that was judged.
 * @returns whether it was
 */
export async function replacePassword(tx: Sql, id: string, before: string, after: string): Promise<boolean> {
  const rows = await tx.query(
    `update users set password_hash = $3, updated_at = now() where id = $1 and password_hash = $2 returning id`,
    [id, before, after],
  );
  return rows.length === 1;
}

/** What of the row a person may change of themselves, as it is now; locked until the end of the transaction. */
export interface ProfileRow {
  first_name: string;
  last_name: string;
  avatar: string;
  chosen_status: UserRow["status"];
  show_email: boolean;
}

export async function lockProfile(tx: Sql, id: string): Promise<ProfileRow | undefined> {
  const [row] = await tx.query<ProfileRow>(
    `select first_name, last_name, avatar, chosen_status, show_email from users where id = $1 for no key update`,
    [id],
  );
  return row;
}

/** Choosing `offline` freezes `last_seen` at this moment, for that is when others saw the person leave. */
export const updateProfile = (tx: Sql, id: string, now: ProfileRow & { name_key: string }): Promise<unknown[]> =>
  tx.query(
    `update users u set
       first_name = $2, last_name = $3, name_key = $4, avatar = $5, show_email = $6,
       last_seen = case when $7::text = 'offline' and ${statusOf("u")} <> 'offline' then now() else last_seen end,
       chosen_status = $7::text, updated_at = now()
     where id = $1`,
    [id, now.first_name, now.last_name, now.name_key, now.avatar, now.show_email, now.chosen_status],
  );
