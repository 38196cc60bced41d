// Messages that somebody has hidden for themselves: they are in none of that person's answers, and nobody else knows.

import type { Sql } from "./sql.ts";

/** A condition: the viewer has not hidden the message. @param message its alias @param viewer an expression for the viewer's id */
export const notHidden = (message: string, viewer: string): string =>
  `not exists (select 1 from hidden_messages hidden where hidden.user_id = ${viewer}
     and hidden.conversation_id = ${message}.conversation_id and hidden.seq = ${message}.seq)`;

/** Those who have hidden a message. */
export async function hidersOf(sql: Sql, messageId: string): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    "select user_id from hidden_messages where message_id = $1 order by user_id",
    [messageId],
  );
  return rows.map((row) => row.user_id);
}

/** Locks the person's place in the conversation: before `nextMeRevs`, as every other change of what only they see does. */
export const lockPlace = (tx: Sql, userId: string, conversationId: string): Promise<unknown[]> =>
  tx.query("select 1 from members where conversation_id = $1 and user_id = $2 for no key update", [
    conversationId,
    userId,
  ]);

/** Hides a message from its viewer, by the next of their numbers. */
export async function hideMessage(
  tx: Sql,
  hidden: { userId: string; conversationId: string; seq: number; messageId: string; meRev: number },
): Promise<void> {
  const { userId, conversationId, seq, messageId, meRev } = hidden;
  await tx.query(
    "insert into hidden_messages (user_id, conversation_id, seq, message_id, me_rev) values ($1, $2, $3, $4, $5)",
    [userId, conversationId, seq, messageId, meRev],
  );
  await tx.query("update members set me_rev = $3 where conversation_id = $1 and user_id = $2", [
    conversationId,
    userId,
    meRev,
  ]);
}

/** One hidden message, and the number of its person with which it was hidden. */
export interface HiddenRow {
  conversation_id: string;
  message_id: string;
  me_rev: number;
}

/** What the person has hidden by the changes in `(after, upTo]`, by me_rev, at most `limit`. */
export const hiddenSince = (
  sql: Sql,
  userId: string,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<HiddenRow[]> =>
  sql.query(
    `select conversation_id, message_id, me_rev from hidden_messages
      where user_id = $1 and me_rev > $2 and me_rev <= $3 order by me_rev limit $4`,
    [userId, after, upTo, limit],
  );
