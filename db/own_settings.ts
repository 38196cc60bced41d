// What of a conversation only one person decides: how it asks for them, and where it stands in their list. It takes no rev of the
// conversation, but a me_rev of the person's.

import type { Sql } from "./sql.ts";

export interface OwnRow {
  muted: boolean;
  notify: "all" | "mentions" | "nothing";
  pinned: boolean;
  archived_seq: number | null;
  marked_unread: boolean;
  draft: string;
  draft_version: number;
}

/** @returns the person's own row, locked, and where the conversation stands; undefined: they are not in it */
export async function lockOwn(
  tx: Sql,
  userId: string,
  conversationId: string,
): Promise<(OwnRow & { last_seq: number }) | undefined> {
  const [row] = await tx.query<OwnRow & { last_seq: number }>(
    `select m.muted, m.notify, m.pinned, m.archived_seq, m.marked_unread, m.draft, m.draft_version, c.last_seq
       from members m join conversations c on c.id = m.conversation_id
      where m.conversation_id = $1 and m.user_id = $2 and m.left_at is null for no key update of m`,
    [conversationId, userId],
  );
  return row;
}

/** Stores what `lockOwn` gave, changed, as of the person's `meRev`. */
export const storeOwn = (
  tx: Sql,
  userId: string,
  conversationId: string,
  own: OwnRow,
  meRev: number,
): Promise<unknown[]> =>
  tx.query(
    `update members set muted = $3, notify = $4, pinned = $5, archived_seq = $6, marked_unread = $7, draft = $8,
            draft_version = $9, me_rev = $10
      where conversation_id = $1 and user_id = $2`,
    [
      conversationId,
      userId,
      own.muted,
      own.notify,
      own.pinned,
      own.archived_seq,
      own.marked_unread,
      own.draft,
      own.draft_version,
      meRev,
    ],
  );

/** How many conversations the person has pinned. */
export async function countPinned(tx: Sql, userId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from members where user_id = $1 and pinned and left_at is null",
    [userId],
  );
  return row?.count ?? 0;
}
