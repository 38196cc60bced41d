// Private conversations straight in the tables, for tests of what people see of each other.

import { newId } from "../../lib/services/ids.ts";
import type { Served } from "./served.ts";

/** @param minute when the last message was; later ones are more recent */
export async function ensurePair(served: Served, one: { id: string }, other: { id: string }, minute: number) {
  const id = newId();
  const [a, b] = [one.id, other.id].sort();
  const { db } = served.running.deps;
  await db.query(
    `insert into conversations (id, kind, user_a, user_b, rev, last_message_at)
     values ($1, 'private', $2, $3, 1, timestamptz '2026-01-01' + make_interval(mins => $4))`,
    [id, a, b, minute],
  );
  for (const user of [a, b]) {
    await db.query(
      `insert into members (conversation_id, user_id, rev, changed_by, joined_rev, me_rev) values ($1, $2, 1, $2, 1, 1)`,
      [id, user],
    );
  }
}
