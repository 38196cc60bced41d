// How a batch gets into the database: one call that commits, tried again while the connection is away, and looked up where nobody
// knows whether a commit succeeded.

import {
  insertMessages,
  lockConversations,
  type MessageOutcome,
  type MessageRow,
  storedMessages,
  storeMessages,
} from "../../db/messages.ts";
import { type Database, type Sql, SqlError } from "../../db/sql.ts";

/** A message to be stored. */
export interface Storable {
  row: MessageRow;
  /** a commit that held it may have succeeded without our knowing */
  doubtful: boolean;
}

const GIVE_UP_MS = 10_000;
const RETRY_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * After a commit whose outcome is unknown, what was stored is looked up by its id, under the locks.
 * @returns what became of each, after the commit
 * @throws SqlError
 */
export async function storeBatch(db: Database, batch: readonly Storable[]): Promise<MessageOutcome[]> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const unknown = batch.some((it) => it.doubtful);
    try {
      return await storeOnce(db, batch.map((it) => it.row), unknown);
    } catch (error) {
      const passes = error instanceof SqlError && (error.kind === "connection" || error.kind === "retry");
      // The call commits within itself: whatever it failed of may have come after that (a statement that took too long), and is looked up.
      if (passes ? performance.now() > deadline : unknown) throw error;
      for (const it of batch) it.doubtful = true; // also when the batch is halved later
      if (passes) await pause(RETRY_MS);
    }
  }
}

const storeOnce = (db: Database, rows: MessageRow[], unknown: boolean): Promise<MessageOutcome[]> =>
  unknown ? db.transaction((tx) => storeMissing(tx, rows)) : storeMessages(db, rows);

async function storeMissing(tx: Sql, rows: MessageRow[]): Promise<MessageOutcome[]> {
  await lockConversations(tx, [...new Set(rows.map((row) => row.conversation_id))]);
  const before = await storedMessages(tx, rows.map((row) => row.id));
  const done = new Set(before.map((outcome) => outcome.id));
  return [...before, ...await insertMessages(tx, rows.filter((row) => !done.has(row.id)))];
}
