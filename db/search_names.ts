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

/** By user name or shown name: the whole first, then its beginning, then anywhere in it. Deactivated accounts are not found. */
export async function searchUsers(sql: Sql, search: PeopleSearch): Promise<UserRow[]> {
  const text = literal(search.text);
  const rows = await sql.query<{ user: UserRow }>(
    `with named as materialized (
       select u.id, u.username_key, u.name_key from users u
        where u.is_active and (u.username_key like $2 or u.name_key like $2)
          and name_grams(u.username_key || ' ' || u.name_key) @> name_grams($6)
       union
       select u.id, u.username_key, u.name_key from users u
        where u.is_active and u.email_key = $4 and (u.show_email or u.id = $1)
     ), picked as materialized (
       select u.* from named u
        where not $5::boolean or u.id = $1 or exists (
          select 1 from members mine join members other on other.conversation_id = mine.conversation_id
           where mine.user_id = $1 and mine.left_at is null and other.user_id = u.id and other.left_at is null
        )
        order by u.username_key = $6 desc, (u.username_key like $3 or u.name_key like $3) desc, u.username_key limit $7
     )
     select ${userJson("u", "$1")} as "user" from picked p join users u on u.id = p.id
      order by p.username_key = $6 desc, (p.username_key like $3 or p.name_key like $3) desc, p.username_key`,
    [search.viewer, `%${text}%`, `${text}%`, search.email, search.onlyShared, search.text, search.limit],
  );
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
