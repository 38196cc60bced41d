// Invitations to groups. One that has expired, was revoked or is used up is as if it were not there.

import type { Sql } from "./sql.ts";

export interface InviteRow {
  code: string;
  created_by: string;
  created_at: string;
  expires_at: string | null;
  max_uses: number | null;
  uses: number;
}

const COLUMNS = "i.code, i.created_by, i.created_at, i.expires_at, i.max_uses, i.uses";
const LIVE = `i.revoked_at is null and (i.expires_at is null or i.expires_at > statement_timestamp())
  and (i.max_uses is null or i.uses < i.max_uses)`;

/** The oldest first. */
export const invitesOf = (sql: Sql, groupId: string): Promise<InviteRow[]> =>
  sql.query(`select ${COLUMNS} from invites i where i.group_id = $1 and ${LIVE} order by i.created_at, i.code`, [
    groupId,
  ]);

/** Whether a group has this invitation. */
export async function hasInvite(sql: Sql, groupId: string, code: string): Promise<boolean> {
  const rows = await sql.query(`select 1 from invites i where i.group_id = $1 and i.code = $2 and ${LIVE}`, [
    groupId,
    code,
  ]);
  return rows.length > 0;
}

export interface NewInvite {
  code: string;
  groupId: string;
  createdBy: string;
  /** seconds; null: never */
  expiresIn: number | null;
  maxUses: number | null;
}

/** What is over is forgotten then. The group's conversation must be locked: the number of its invitations is judged before. */
export async function insertInvite(tx: Sql, invite: NewInvite): Promise<InviteRow> {
  await tx.query(`delete from invites i where i.group_id = $1 and not (${LIVE})`, [invite.groupId]);
  const [row] = await tx.query<InviteRow>(
    `insert into invites as i (code, group_id, created_by, created_at, expires_at, max_uses)
     values ($1, $2, $3, statement_timestamp(), statement_timestamp() + make_interval(secs => $4), $5) returning ${COLUMNS}`,
    [invite.code, invite.groupId, invite.createdBy, invite.expiresIn, invite.maxUses],
  );
  if (row === undefined) throw new Error("an insert without a row");
  return row;
}

/** @returns whether there was one to revoke */
export async function revokeInvite(sql: Sql, groupId: string, code: string): Promise<boolean> {
  const rows = await sql.query(
    `update invites i set revoked_at = now() where i.group_id = $1 and i.code = $2 and ${LIVE} returning i.code`,
    [groupId, code],
  );
  return rows.length > 0;
}

/** What somebody sees of a group who was invited to it. */
export interface InvitedTo {
  id: string;
  name: string;
  description: string;
  avatar: string;
  member_count: number;
  already_member: boolean;
}

/** @returns undefined: there is no such invitation, or not any more */
export async function invitedTo(sql: Sql, code: string, viewerId: string): Promise<InvitedTo | undefined> {
  const [row] = await sql.query<InvitedTo>(
    `select g.id, g.name, g.description, g.avatar, g.member_count, m.user_id is not null as already_member
       from invites i join groups g on g.id = i.group_id and g.deleted_at is null
       left join members m on m.conversation_id = g.id and m.user_id = $2 and m.left_at is null
      where i.code = $1 and ${LIVE}`,
    [code, viewerId],
  );
  return row;
}

/**
 * Locks an invitation that is to be used.
 * @returns whether it was made after the membership of this person had ended, if it has; undefined: there is none any more
 */
export async function lockInvite(tx: Sql, code: string, userId: string): Promise<{ is_later: boolean } | undefined> {
  const [row] = await tx.query<{ is_later: boolean }>(
    `select not exists (
              select 1 from members m
               where m.conversation_id = i.group_id and m.user_id = $2 and m.left_at >= i.created_at
            ) as is_later
       from invites i where i.code = $1 and ${LIVE} for no key update`,
    [code, userId],
  );
  return row;
}

/** One more who came by it; it must be locked. */
export const useInvite = (tx: Sql, code: string): Promise<unknown[]> =>
  tx.query("update invites set uses = uses + 1 where code = $1", [code]);
