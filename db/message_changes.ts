// Changing a message that is there. Every function that writes expects the conversation's row to be locked (`lockConversations`)
// and the rev taken (`takeRev`): all changes of a conversation's messages pass that lock, so that what was judged is still true.

import { letGoOfMessage } from "./file_expiry.ts";
import { notHidden } from "./hidden.ts";
import type { Sql } from "./sql.ts";

/** A message as its change is judged, and how its conversation stands to the actor. */
export interface ChangeableRow {
  conversation_id: string;
  /** who the conversation is between; both null in a group */
  user_a: string | null;
  user_b: string | null;
  seq: number;
  sender_id: string;
  content: string;
  message_type: "text" | "image" | "file" | "system";
  /** whether it holds files */
  has_files: boolean;
  is_deleted: boolean;
  is_recalled: boolean;
  is_pinned: boolean;
  /** seconds since it was sent, by the database's clock at this moment */
  age: number;
  /** the actor's, and their user name */
  role: "owner" | "admin" | "member";
  username: string;
  is_muted: boolean;
  /** whether the actor has hidden it for themselves */
  is_hidden: boolean;
}

/**
 * A message and the actor's membership, read under the conversation's lock. Times are those of this statement: the transaction's own
 * is from before the wait for the lock.
 * @returns undefined if there is no such message, or none that the actor may see (hidden ones are there)
 */
export async function changeable(tx: Sql, actorId: string, messageId: string): Promise<ChangeableRow | undefined> {
  const [row] = await tx.query<ChangeableRow>(
    `select g.conversation_id, c.user_a, c.user_b, g.seq, g.sender_id, g.content, g.message_type,
            g.attachments <> '{}' as has_files, g.deleted_at is not null as is_deleted, g.recalled_at is not null as is_recalled, g.pinned_at is not null as is_pinned,
            extract(epoch from statement_timestamp() - g.created_at)::float8 as age, m.role, u.username,
            coalesce(m.muted_until > statement_timestamp(), false) as is_muted,
            not ${notHidden("g", "$1")} as is_hidden
       from messages g
       join conversations c on c.id = g.conversation_id
       join members m on m.conversation_id = g.conversation_id and m.user_id = $1
       join users u on u.id = m.user_id
      where g.id = $2 and m.left_at is null and g.seq >= m.first_seq`,
    [actorId, messageId],
  );
  return row;
}

/** Which message is changed, by whom, and the rev that the change took. */
export interface MessageChange {
  messageId: string;
  changedBy: string;
  rev: number;
}

/** The change itself is elsewhere (a reaction): only its numbers are the message's. */
export const touchMessage = (tx: Sql, change: MessageChange): Promise<unknown[]> => update(tx, change, "");

/**
 * Another wording; the present one is kept by `keepWording` before. What was a copy is one no more: nobody else is to be named for words
 * that are not theirs.
 */
export const rewrite = (
  tx: Sql,
  change: MessageChange,
  to: { content: string; mentions: string[]; mentions_all: boolean },
): Promise<unknown[]> =>
  update(
    tx,
    change,
    "content = $4, mentions = $5::uuid[], mentions_all = $6, edited_at = statement_timestamp(), forwarded_from = null,",
    to.content,
    to.mentions,
    to.mentions_all,
  );

export const pin = (tx: Sql, change: MessageChange): Promise<unknown[]> =>
  update(tx, change, "pinned_at = statement_timestamp(), pinned_by = $2,");

export const unpin = (tx: Sql, change: MessageChange): Promise<unknown[]> =>
  update(tx, change, "pinned_at = null, pinned_by = null,");

/**
 * Leaves of a message that it was there, by whom and when: its words, earlier wordings, files and reactions are nowhere any more. The
 * `client_id` stays, so that a repeat of the send stores nothing anew.
 */
export async function erase(tx: Sql, change: MessageChange, as: "deleted_at" | "recalled_at"): Promise<void> {
  await tx.query("delete from message_edits where message_id = $1", [change.messageId]);
  await tx.query("delete from reactions where message_id = $1", [change.messageId]);
  await letGoOfMessage(tx, change.messageId);
  // Who indexes would find it, but only a moment later.
  await tx.query(
    `delete from message_search s using messages g
      where g.id = $1 and s.conversation_id = g.conversation_id and s.seq = g.seq`,
    [change.messageId],
  );
  await update(
    tx,
    change,
    `${as} = statement_timestamp(), content = '', attachments = '{}', mentions = '{}', mentions_all = false, event = null,
     forwarded_from = null, pinned_at = null, pinned_by = null,`,
  );
}

const update = (tx: Sql, change: MessageChange, set: string, ...params: unknown[]): Promise<unknown[]> =>
  tx.query(
    `update messages set ${set} rev = $3, changed_by = $2, updated_at = statement_timestamp() where id = $1`,
    [change.messageId, change.changedBy, change.rev, ...params],
  );
