// Public groups, found by their name.

import { groupJson, type GroupRow } from "./group_rows.ts";
import type { Sql } from "./sql.ts";

export interface FoundGroup {
  group: GroupRow;
  /** the viewer's; null: not in it */
  my_role: "owner" | "admin" | "member" | null;
}

export interface Discovery {
  viewer: string;
  /** folded like `name_key`; "": all of them. As it stands, nothing in it is a wildcard */
  text: string;
  /** the group after which the page begins */
  after: string | undefined;
  limit: number;
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/** Those whose name begins with the text first, then those with it anywhere; each by name. */
export const publicGroups = (sql: Sql, { viewer, text, after, limit }: Discovery): Promise<FoundGroup[]> =>
  sql.query(
    `select ${groupJson("g")} as "group", m.role as my_role
       from groups g left join members m on m.conversation_id = g.id and m.user_id = $1 and m.left_at is null
      where not g.is_private and g.deleted_at is null and g.name_key like $2
        and ($4::uuid is null or (g.name_key not like $3, g.name_key, g.id) > (
          select a.name_key not like $3, a.name_key, a.id from groups a where a.id = $4::uuid
        ))
      order by g.name_key not like $3, g.name_key, g.id limit $5`,
    [viewer, `%${literal(text)}%`, `${literal(text)}%`, after ?? null, limit],
  );
