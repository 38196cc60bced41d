// Public groups, found by their name.

import { groupJson, type GroupRow } from "./group_rows.ts";
import type { Sql } from "./sql.ts";

export interface FoundGroup {
  group: GroupRow;
  /** the viewer's; null: not in it */
  my_role: "owner" | "admin" | "member" | null;
}

/** A place in the list: behind a group with this folded name. */
export interface FoundPlace {
  key: string;
  id: string;
}

export interface Discovery {
  viewer: string;
  /** folded like `name_key`; "": all of them. As it stands, nothing in it is a wildcard */
  text: string;
  /** after which the page begins; given whole, as looking the group up would tell of those that are not public */
  after: FoundPlace | undefined;
  limit: number;
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/** Those whose name begins with the text first, then those with it anywhere; each by name. */
export const publicGroups = (
  sql: Sql,
  { viewer, text, after, limit }: Discovery,
): Promise<(FoundGroup & { key: string })[]> =>
  sql.query(
    `select ${groupJson("g")} as "group", g.name_key as key, m.role as my_role
       from groups g left join members m on m.conversation_id = g.id and m.user_id = $1 and m.left_at is null
      where not g.is_private and g.deleted_at is null and g.name_key like $2
        and ($4::text is null or (g.name_key not like $3, g.name_key, g.id) > ($4::text not like $3, $4::text, $5::uuid))
      order by g.name_key not like $3, g.name_key, g.id limit $6`,
    [viewer, `%${literal(text)}%`, `${literal(text)}%`, after?.key ?? null, after?.id ?? null, limit],
  );
