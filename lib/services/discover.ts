// Finding groups that anybody may join.

import * as z from "zod";
import { type FoundGroup, publicGroups } from "../../db/discover.ts";
import { id, text } from "../protocol/fields.ts";
import { CURSOR_OF_NAMES } from "../protocol/rest.ts";
import type { GroupView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { decodePlace, encodePlace } from "./cursor.ts";
import type { Actor } from "./deps.ts";
import { nameKey } from "./names.ts";
import { groupView } from "./views.ts";

const place = z.strictObject({ key: text(CURSOR_OF_NAMES), id });

/**
 * Public groups by name: those that begin with `q` first, then those with it anywhere.
 * @throws ParleyError `invalid_field` (cursor)
 */
export async function discover(
  deps: ChatDeps,
  actor: Actor,
  query: { q: string; cursor?: string; limit: number },
): Promise<{ groups: GroupView[]; next_cursor: string | null }> {
  const after = query.cursor === undefined ? undefined : decodePlace(query.cursor, place);
  const found = await publicGroups(deps.db, {
    viewer: actor.userId,
    text: nameKey(query.q.trim()),
    after,
    limit: query.limit + 1,
  });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    groups: page.map(foundView),
    next_cursor: found.length > page.length && last !== undefined
      ? encodePlace({ key: last.key, id: last.group.id })
      : null,
  };
}

/** A group that was found: what is announced in it is for those who are in it. */
export function foundView({ group, my_role }: FoundGroup): GroupView {
  if (my_role !== null) return groupView(group, my_role);
  return groupView({ ...group, announcement: "", announcement_by: null, announcement_at: null }, null);
}
