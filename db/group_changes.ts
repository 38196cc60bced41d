// Changes of a group itself. All of them expect its conversation's row to be locked; those that change what the group shows store
// the rev that they took, and who made them.

import { groupJson, type GroupRow } from "./group_rows.ts";
import type { Sql } from "./sql.ts";

export interface GroupChange {
  groupId: string;
  changedBy: string;
  rev: number;
}

export type GroupSettings =
  & Pick<GroupRow, "name" | "description" | "avatar" | "is_private" | "history_visible" | "max_members">
  & { name_key: string };

/** What an admin may set of a group. */
export const changeSettings = (tx: Sql, { groupId, changedBy, rev }: GroupChange, now: GroupSettings) =>
  changed(
    tx,
    `update groups g set name = $4, name_key = $5, description = $6, avatar = $7, is_private = $8, history_visible = $9,
            max_members = $10, rev = $2, changed_by = $3, updated_at = now()
      where id = $1`,
    [
      groupId,
      rev,
      changedBy,
      now.name,
      now.name_key,
      now.description,
      now.avatar,
      now.is_private,
      now.history_visible,
      now.max_members,
    ],
  );

/**
 * The time is that of the statement, under the lock: of two announcements the later one has the later time, as readings need it.
 * @param content "": there is none any more
 */
export const changeAnnouncement = (tx: Sql, { groupId, changedBy, rev }: GroupChange, content: string) =>
  changed(
    tx,
    `update groups g set announcement = $4, announcement_by = case when $4 <> '' then $3::uuid end,
            announcement_at = case when $4 <> '' then statement_timestamp() end, rev = $2, changed_by = $3, updated_at = now()
      where id = $1`,
    [groupId, rev, changedBy, content],
  );

/** Told by the memberships: the group's own rev stays. */
export const changeOwner = (tx: Sql, groupId: string, ownerId: string) =>
  tx.query("update groups set owner_id = $2 where id = $1", [groupId, ownerId]);

/** One member more or less; told by the membership. */
export const resizeGroup = (tx: Sql, groupId: string, by: 1 | -1) =>
  tx.query("update groups set member_count = member_count + $2 where id = $1", [groupId, by]);

/** The group is over; its rows stay, for those whose streams still have to be told. */
export const endGroup = (tx: Sql, { groupId, changedBy, rev }: GroupChange) =>
  changed(
    tx,
    `update groups g set deleted_at = now(), updated_at = now(), member_count = 0, announcement = '', announcement_by = null,
            announcement_at = null, rev = $2, changed_by = $3
      where id = $1`,
    [groupId, rev, changedBy],
  );

/** @returns the group as the change left it */
async function changed(tx: Sql, update: string, params: unknown[]): Promise<GroupRow> {
  const [row] = await tx.query<{ group: GroupRow }>(`${update} returning ${groupJson("g")} as "group"`, params);
  if (row === undefined) throw new Error("a locked group is not there");
  return row.group;
}
