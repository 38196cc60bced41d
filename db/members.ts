// Memberships of groups, and their changes. Every function that changes something expects the conversation's row to be locked
// (`lockConversations`): the rev that it takes, the count and the roles that were judged are then still true.

import type { Sql } from "./sql.ts";

export interface MemberRow {
  user_id: string;
  username: string;
  role: "owner" | "admin" | "member";
  left: boolean;
  muted_until: string | null;
}

/** The memberships of these people, past ones included, locked in the order of their ids. */
export const lockMembers = (tx: Sql, groupId: string, userIds: readonly string[]): Promise<MemberRow[]> =>
  tx.query(
    `select m.user_id, u.username, m.role, m.left_at is not null as left, m.muted_until
       from members m join users u on u.id = m.user_id
      where m.conversation_id = $1 and m.user_id = any($2::uuid[]) order by m.user_id for no key update of m`,
    [groupId, userIds],
  );

/** Those of these people that exist. */
export const reachable = (
  sql: Sql,
  userIds: readonly string[],
): Promise<{ id: string; username: string; is_active: boolean }[]> =>
  sql.query("select id, username, is_active from users where id = any($1::uuid[])", [userIds]);

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

export const resizeGroup = (tx: Sql, groupId: string, by: 1 | -1): Promise<unknown[]> =>
  tx.query("update groups set member_count = member_count + $2 where id = $1", [groupId, by]);

/** Which membership is changed, by whom, and the numbers that the change took. */
export interface MemberChange {
  groupId: string;
  userId: string;
  changedBy: string;
  rev: number;
  /** undefined: nothing that only this person sees has changed */
  meRev: number | undefined;
}

/**
 * Begins a membership, or begins it anew: all that was said before counts as read. A muting outlives leaving, or leaving would
 * end it.
 */
export const beginMembership = (tx: Sql, change: MemberChange, role: "admin" | "member"): Promise<unknown[]> =>
  tx.query(
    `insert into members (conversation_id, user_id, role, rev, changed_by, joined_rev, me_rev, delivered_seq, read_seq)
     select c.id, $2, $3, $4, $5, $4, $6, c.last_seq, c.last_seq from conversations c where c.id = $1
     on conflict (conversation_id, user_id) do update set
       role = excluded.role, joined_at = now(), left_at = null, removed_by = null, rev = excluded.rev,
       changed_by = excluded.changed_by, joined_rev = excluded.joined_rev, me_rev = excluded.me_rev, first_seq = 1,
       delivered_seq = excluded.delivered_seq, delivered_at = null, read_seq = excluded.read_seq, read_at = null`,
    [change.groupId, change.userId, role, change.rev, change.changedBy, change.meRev],
  );

/** Ends a membership; the row stays, to be told of. */
export const endMembership = (tx: Sql, change: MemberChange): Promise<unknown[]> =>
  tx.query(
    `update members set left_at = now(), rev = $3, changed_by = $4, me_rev = $5,
            removed_by = case when $4::uuid <> user_id then $4::uuid end
      where conversation_id = $1 and user_id = $2`,
    [change.groupId, change.userId, change.rev, change.changedBy, change.meRev],
  );

/** Changes the role and the muting of a membership. */
export const changeMembership = (
  tx: Sql,
  change: MemberChange,
  { role, muted_until }: Pick<MemberRow, "role" | "muted_until">,
): Promise<unknown[]> =>
  tx.query(
    `update members set role = $3, muted_until = $4, rev = $5, changed_by = $6, me_rev = coalesce($7, me_rev)
      where conversation_id = $1 and user_id = $2`,
    [change.groupId, change.userId, role, muted_until, change.rev, change.changedBy, change.meRev ?? null],
  );
