// Groups: made with their first members, and read together with the viewer's membership, in one snapshot.

import { groupJson, type GroupRow } from "./group_rows.ts";
import { isoTime } from "./json.ts";
import { literal } from "./search_names.ts";
import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

export interface NewGroup {
  id: string;
  name: string;
  /** the name as it is searched for: folded */
  name_key: string;
  description: string;
  owner_id: string;
  max_members: number;
  is_private: boolean;
  history_visible: boolean;
  member_count: number;
}

/** The group and its conversation, at rev 1. Its members are inserted by `insertMembers`. */
export async function insertGroup(tx: Sql, group: NewGroup): Promise<void> {
  await tx.query("insert into conversations (id, kind, rev) values ($1, 'group', 1)", [group.id]);
  await tx.query(
    `insert into groups (id, name, name_key, description, owner_id, max_members, is_private, history_visible, member_count, rev)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
    [
      group.id,
      group.name,
      group.name_key,
      group.description,
      group.owner_id,
      group.max_members,
      group.is_private,
      group.history_visible,
      group.member_count,
    ],
  );
}

/** A group as it is now; undefined if there is none, or no more. Read it after locking its conversation, if it is to change. */
export async function groupById(sql: Sql, id: string): Promise<GroupRow | undefined> {
  const [row] = await sql.query<{ group: GroupRow }>(
    `select ${groupJson("g")} as "group" from groups g where g.id = $1 and g.deleted_at is null`,
    [id],
  );
  return row?.group;
}

type Role = "owner" | "admin" | "member";

/** The groups of a person, newest membership first. */
export const groupsOf = (sql: Sql, userId: string, limit: number): Promise<{ group: GroupRow; my_role: Role }[]> =>
  sql.query(
    `select ${groupJson("g")} as "group", m.role as my_role
       from members m join groups g on g.id = m.conversation_id
      where m.user_id = $1 and m.left_at is null and g.deleted_at is null
      order by m.joined_at desc, g.id desc limit $2`,
    [userId, limit],
  );

/** Somebody's present membership, as it is shown. */
export interface ListedMember {
  user: UserRow;
  role: Role;
  joined_at: string;
  muted_until: string | null;
}

/** A group as a member sees it, with a page of its members. */
export interface GroupRead {
  group: GroupRow;
  my_role: Role;
  /** the conversation's head */
  rev: number;
  /** whether the viewer has read the present announcement */
  announcement_read: boolean;
  members: ListedMember[];
}

/** Which members. */
export interface MembersPage {
  /** the member after whom the page begins, in the order of people's ids */
  after?: string;
  limit: number;
  /** folded: only those whose names hold it */
  named?: string;
  /** whether the viewer is among them in any case */
  withViewer?: boolean;
}

/**
 * @returns undefined if there is no such group, or it is not the viewer's
 */
export async function readGroup(
  sql: Sql,
  viewerId: string,
  groupId: string,
  { after, limit, named, withViewer = false }: MembersPage,
): Promise<GroupRead | undefined> {
  const [row] = await sql.query<GroupRead>(
    `with listed as materialized (
       (select m.* from members m
         where m.conversation_id = $1 and m.left_at is null and ($3::uuid is null or m.user_id > $3::uuid)
           and ($5::text is null or exists (
             select 1 from users u where u.id = m.user_id and (u.username_key like $5 or u.name_key like $5)
           ))
         order by m.user_id limit $4)
       union
       select m.* from members m where $6::boolean and m.conversation_id = $1 and m.user_id = $2 and m.left_at is null
     )
     select ${groupJson("g")} as "group", v.role as my_role, c.rev, exists (
              select 1 from announcement_reads a
               where a.group_id = g.id and a.user_id = $2 and a.announced_at = g.announcement_at
            ) as announcement_read, (
              select coalesce(json_agg(json_build_object('user', ${userJson("u", "$2")}, 'role', m.role,
                       'joined_at', ${isoTime("m.joined_at")}, 'muted_until', ${isoTime("m.muted_until")})
                       order by m.user_id), '[]')
                from listed m join users u on u.id = m.user_id
            ) as members
       from groups g join conversations c on c.id = g.id
       join members v on v.conversation_id = g.id and v.user_id = $2 and v.left_at is null
      where g.id = $1 and g.deleted_at is null`,
    [groupId, viewerId, after ?? null, limit, named === undefined ? null : `%${literal(named)}%`, withViewer],
  );
  return row;
}

/** A member as `viewerId` sees them. */
export async function memberById(
  sql: Sql,
  viewerId: string,
  groupId: string,
  userId: string,
): Promise<ListedMember | undefined> {
  const [row] = await sql.query<ListedMember>(
    `select ${
      userJson("u", "$3")
    } as "user", m.role, m.joined_at, m.muted_until from members m join users u on u.id = m.user_id
      where m.conversation_id = $1 and m.user_id = $2 and m.left_at is null`,
    [groupId, userId, viewerId],
  );
  return row;
}
