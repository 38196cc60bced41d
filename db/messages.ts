// Storing messages in batches: one call for each, or within a transaction where something has to be looked up before.

import { attachmentsJson, type FileRow } from "./file_rows.ts";
import { type Database, isoTime, type Sql } from "./sql.ts";
import { CALL, INSERT, mentionsOf, typeOf } from "./store_messages.ts";

export interface MessageRow {
  conversation_id: string;
  sender_id: string;
  id: string;
  client_id: string | null;
  content: string;
  message_type: string;
  reply_to: string | null;
  /** of a copy: the sender of the original */
  forwarded_from: string | null;
  /** whom the content names, folded like `users.username_key`; left out where it names nobody */
  names?: readonly string[];
  /** the files that it holds, each once; left out where there are none */
  attachments?: readonly string[];
  /** what the sender takes the conversation for: a private one is not there under a group's name */
  kind: "private" | "group";
}

/** What became of one message of a batch; all numbers are there for `stored` and `duplicate` only. */
export interface MessageOutcome {
  id: string;
  outcome:
    | "stored"
    | "duplicate"
    | "reused"
    | "not_member"
    | "not_reachable"
    | "muted"
    /** what it answers: is not there for the sender, is not there any more, is nobody's word */
    | "no_such_reply"
    | "reply_gone"
    | "no_reply"
    /** a file of it is not there for the sender */
    | "no_such_file";
  /** of a duplicate: the id that was stored first */
  stored_id: string;
  seq: number;
  rev: number;
  created_at: string;
  /** those of the conversation who are named in it; null: nobody */
  mentions: string[] | null;
  /** everybody is meant, by an admin */
  mentions_all: boolean;
  /** the files that it holds; null: none, and its type is the one that was sent */
  attachments: FileRow[] | null;
  message_type: "image" | "file" | null;
}

/** Locks the conversations, in id order, until the transaction ends. */
export const lockConversations = (tx: Sql, ids: readonly string[]): Promise<unknown[]> =>
  tx.query("select id from conversations where id = any($1::uuid[]) order by id for no key update", [ids]);

/** Those of `ids` that are stored: after a commit whose outcome is unknown, and under the conversations' locks. */
export const storedMessages = (tx: Sql, ids: readonly string[]): Promise<MessageOutcome[]> =>
  tx.query(
    `select id, 'stored' as outcome, id as stored_id, seq, sent_rev as rev, created_at, mentions_all,
            ${mentionsOf("messages")} as mentions, ${attachmentsJson("messages")} as attachments,
            ${typeOf("messages")} as message_type
       from messages where id = any($1::uuid[])`,
    [ids],
  );

/** What the statement that stores gives: times inside have microseconds. */
interface Outcomes {
  at: string;
  each: (Pick<MessageOutcome, "id" | "seq" | "rev"> & { more: Omit<MessageOutcome, "id" | "seq" | "rev"> | null })[];
}

function outcomesIn([row]: { outcomes: Outcomes }[]): MessageOutcome[] {
  const { at, each } = row!.outcomes;
  const created_at = isoTime(at);
  return each.map(({ more, ...numbers }) =>
    more === null ? { ...numbers, ...justStored(numbers.id), created_at } : {
      ...numbers,
      ...more,
      created_at: more.created_at && isoTime(more.created_at),
    }
  );
}

const justStored = (id: string) => ({
  outcome: "stored" as const,
  stored_id: id,
  mentions: null,
  mentions_all: false,
  attachments: null,
  message_type: null,
});

/**
 * Stores what may be stored of `batch`, in one round trip and a transaction of its own. Within a conversation the order of `batch`
 * is the order of `seq` and `rev`.
 * @returns after the commit
 */
export const storeMessages = async (db: Database, batch: readonly MessageRow[]): Promise<MessageOutcome[]> => {
  const conversations = [...new Set(batch.map((row) => row.conversation_id))];
  return outcomesIn(await db.query(CALL, [conversations, JSON.stringify(batch)]));
};

/** The same within a transaction that holds the conversations' locks. */
export const insertMessages = async (tx: Sql, batch: readonly MessageRow[]): Promise<MessageOutcome[]> =>
  outcomesIn(await tx.query(INSERT, [JSON.stringify(batch)]));
