// Memberships of groups, and their changes. Every function that changes something expects the conversation's row to be locked
// (`lockConversations`): the rev that it takes, the count and the roles that were judged are then still true.

import type { Sql } from "./sql.ts";

export interface MemberRow {
  user_id: string;
  username: string;
  role: "owner" | "admin" | "member";
  left: boolean;
  /** whether the last membership was ended by somebody else */
  removed: boolean;
  muted_until: string | null;
  /** whether that time is still to come */
  muted: boolean;
  /** whether the account is */
  is_active: boolean;
}

const MUTED = "coalesce(m.muted_until > statement_timestamp(), false)";

const COLUMNS = `m.user_id, u.username, u.is_active, m.role, m.left_at is not null as left,
  m.left_at is not null and m.removed_by is not null as removed, m.muted_until, ${MUTED} as muted`;

/** Somebody's present membership of a group. */
export async function membershipOf(sql: Sql, groupId: string, userId: string): Promise<MemberRow | undefined> {
  const [row] = await sql.query<MemberRow>(
    `select ${COLUMNS} from members m join users u on u.id = m.user_id join groups g on g.id = m.conversation_id
      where m.conversation_id = $1 and m.user_id = $2 and m.left_at is null and g.deleted_at is null`,
    [groupId, userId],
  );
  return row;
}

/** The memberships of these people, past ones included, locked in the order of their ids. */
export const lockMembers = (tx: Sql, groupId: string, userIds: readonly string[]): Promise<MemberRow[]> =>
  tx.query(
    `select ${COLUMNS} from members m join users u on u.id = m.user_id
      where m.conversation_id = $1 and m.user_id = any($2::uuid[]) order by m.user_id for no key update of m`,
    [groupId, userIds],
  );

/** Takes the conversation's next rev, and marks it as changed. @returns the rev */
export async function takeRev(tx: Sql, conversationId: string): Promise<number> {
  const [row] = await tx.query<{ rev: number }>(
    `with taken as (update conversations set rev = rev + 1 where id = $1 returning id, rev),
     head as (
       insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from taken
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     select rev from taken`,
    [conversationId],
  );
  if (row === undefined) throw new Error("a locked conversation is not there");
  return row.rev;
}

/** Which membership is changed, by whom, and the numbers that the change took. */
export interface MemberChange {
  groupId: string;
  userId: string;
  changedBy: string;
  rev: number;
  /** undefined: nothing that only this person sees has changed */
  meRev: number | undefined;
}

/** What of a membership the frame of its beginning tells. */
type Begun = Pick<MemberRow, "username" | "muted_until">;

/**
 * Begins a membership, or begins it anew: all that was said before counts as read, and is there for them only if the group shows
 * its history. A muting outlives leaving, or leaving would end it.
 */
export async function beginMembership(tx: Sql, change: MemberChange, role: "admin" | "member"): Promise<Begun> {
  const [row] = await tx.query<Begun>(
    `with begun as (
       insert into members (conversation_id, user_id, role, rev, changed_by, joined_rev, me_rev, first_seq, delivered_seq, read_seq)
       select c.id, $2, $3, $4, $5, $4, $6, case when g.history_visible then 1 else c.last_seq + 1 end, c.last_seq, c.last_seq
         from conversations c join groups g on g.id = c.id where c.id = $1
       on conflict (conversation_id, user_id) do update set
         role = excluded.role, joined_at = now(), left_at = null, removed_by = null, rev = excluded.rev,
         changed_by = excluded.changed_by, joined_rev = excluded.joined_rev, me_rev = excluded.me_rev,
         first_seq = excluded.first_seq, delivered_seq = excluded.delivered_seq, delivered_at = null,
         read_seq = excluded.read_seq, read_at = null
       returning user_id, muted_until
     )
     select u.username, b.muted_until from begun b join users u on u.id = b.user_id`,
    [change.groupId, change.userId, role, change.rev, change.changedBy, change.meRev],
  );
  if (row === undefined) throw new Error("a locked group is not there");
  return row;
}

/**
 * Ends a membership; the row stays, to be told of. The time is that of the statement, under the lock: it is compared with that of
 * invitations, and a transaction may have begun long before its turn.
 */
export const endMembership = (tx: Sql, change: MemberChange): Promise<unknown[]> =>
  tx.query(
    `update members set left_at = statement_timestamp(), rev = $3, changed_by = $4, me_rev = $5,
            removed_by = case when $4::uuid <> user_id then $4::uuid end
      where conversation_id = $1 and user_id = $2`,
    [change.groupId, change.userId, change.rev, change.changedBy, change.meRev],
  );

/** Changes the role and the muting of a membership. @returns whether the person is muted now */
export async function changeMembership(
  tx: Sql,
  change: MemberChange,
  { role, muted_until }: Pick<MemberRow, "role" | "muted_until">,
): Promise<boolean> {
  const [row] = await tx.query<{ muted: boolean }>(
    `update members m set role = $3, muted_until = $4, rev = $5, changed_by = $6, me_rev = coalesce($7, me_rev)
      where conversation_id = $1 and user_id = $2 returning ${MUTED} as muted`,
    [change.groupId, change.userId, role, muted_until, change.rev, change.changedBy, change.meRev ?? null],
  );
  return row?.muted ?? false;
}

/** Locks all present memberships of a group, in the order of the people's ids. @returns who they are */
export async function lockAllMembers(tx: Sql, groupId: string): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(
    `select user_id from members where conversation_id = $1 and left_at is null order by user_id for no key update`,
    [groupId],
  );
  return rows.map((row) => row.user_id);
}

/** Ends the memberships of these people with one change; none of them was removed by anybody. */
export const endAllMemberships = (
  tx: Sql,
  { groupId, changedBy, rev, meRevs }: {
    groupId: string;
    changedBy: string;
    rev: number;
    meRevs: ReadonlyMap<string, number>;
  },
): Promise<unknown[]> =>
  tx.query(
    `update members m set left_at = now(), rev = $2, changed_by = $3, me_rev = i.me_rev, removed_by = null
       from json_to_recordset($4::text::json) as i(user_id uuid, me_rev bigint)
      where m.conversation_id = $1 and m.user_id = i.user_id`,
    [groupId, rev, changedBy, JSON.stringify([...meRevs].map(([user_id, me_rev]) => ({ user_id, me_rev })))],
  );
