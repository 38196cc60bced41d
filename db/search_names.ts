// Finding people and groups by what their names hold. `name_grams` finds the few that can, `like` decides.

import { groupJson, type GroupRow } from "./group_rows.ts";
import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

/** `%`, `_` and `\` as themselves in a `like` pattern. */
export const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

export interface PeopleSearch {
  viewer: string;
  /** folded like the stored keys; as it stands, nothing in it is a wildcard */
  text: string;
  /** an e-mail address, folded; found only if exactly it is shown by its owner, or the viewer's own */
  email: string;
  onlyShared: boolean;
  limit: number;
}

const IS_SHARED = `(not $3::boolean or u.id = $1 or exists (
  select 1 from members mine join members other on other.conversation_id = mine.conversation_id
   where mine.user_id = $1 and mine.left_at is null and other.user_id = u.id and other.left_at is null
))`;

/** So short a text stands in so many names that it is enough to look at how user names begin, if that gives enough. */
const SHORT = 3;

// `~<~` is the order of the index on the beginnings of user names: it ends as soon as there are enough.
const BEGINNINGS = `
  with picked as materialized (
    select u.id, u.username_key from users u where u.is_active and u.username_key like $2 and ${IS_SHARED}
     order by u.username_key using ~<~ limit $4
  )
  select ${userJson("u", "$1")} as "user" from picked p join users u on u.id = p.id order by p.username_key using ~<~`;

const ORDER = (user: string) =>
  `${user}.username_key = $4 desc, (${user}.username_key like $2 or ${user}.name_key like $2) desc, ${user}.username_key`;

const ANYWHERE = `
  with named as materialized (
    select u.id, u.username_key, u.name_key from users u
     where u.is_active and (u.username_key like '%' || $2 or u.name_key like '%' || $2)
       and name_grams(u.username_key || ' ' || u.name_key) @> name_grams($4)
    union
    select u.id, u.username_key, u.name_key from users u
     where u.is_active and u.email_key = $5 and (u.show_email or u.id = $1)
  ), picked as materialized (
    select u.* from named u where ${IS_SHARED} order by ${ORDER("u")} limit $6
  )
  select ${userJson("u", "$1")} as "user" from picked p join users u on u.id = p.id order by ${ORDER("p")}`;

/** By user name or shown name: the whole first, then its beginning, then anywhere in it. Deactivated accounts are not found. */
export async function searchUsers(sql: Sql, search: PeopleSearch): Promise<UserRow[]> {
  const { viewer, text, email, onlyShared, limit } = search;
  const pattern = `${literal(text)}%`;
  const begin = text.length < SHORT ? await found(sql, BEGINNINGS, [viewer, pattern, onlyShared, limit]) : [];
  if (begin.length === limit) return begin;
  return await found(sql, ANYWHERE, [viewer, pattern, onlyShared, text, email, limit]);
}

async function found(sql: Sql, statement: string, params: readonly unknown[]): Promise<UserRow[]> {
  const rows = await sql.query<{ user: UserRow }>(statement, params);
  return rows.map((row) => row.user);
}

export interface NamedGroup {
  group: GroupRow;
  my_role: "owner" | "admin" | "member" | null;
}

/** The viewer's groups and public ones, by what their names hold: one's own first, then those that begin so, the larger ones. */
export const searchGroups = (sql: Sql, viewerId: string, text: string, limit: number): Promise<NamedGroup[]> =>
  sql.query<NamedGroup>(
    `with named as materialized (
       select g.id, m.role from members m join groups g on g.id = m.conversation_id
        where m.user_id = $1 and m.left_at is null and g.name_key like $2
       union
       select g.id, m.role from groups g
         left join members m on m.conversation_id = g.id and m.user_id = $1 and m.left_at is null
        where not g.is_private and g.name_key like $2 and name_grams(g.name_key) @> name_grams($4)
     )
     select ${groupJson("g")} as "group", n.role as my_role from named n join groups g on g.id = n.id
      where g.deleted_at is null
      order by n.role is null, g.name_key like $3 desc, g.member_count desc, g.id limit $5`,
    [viewerId, `%${literal(text)}%`, `${literal(text)}%`, text, limit],
  );
