// What Postgres makes of the statements that are asked all the time, in a table that has grown: each is planned once, and none reads more
// of a conversation than it shows.

import { strict as assert } from "node:assert";
import { settle } from "../../bench/peers/parley_world.ts";
import { groups, withHistory } from "../../bench/worlds.ts";
import { readChanges } from "../../db/changes.ts";
import { recentEntries } from "../../db/entries.ts";
import { readHistory } from "../../db/history.ts";
import { openPostgres } from "../../db/postgres.ts";
import { statusesOf } from "../../db/presence.ts";
import { liveSessions } from "../../db/sessions.ts";
import type { Database, Sql } from "../../db/sql.ts";
import { subscribersOf } from "../../db/subscriptions.ts";
import { COUNT_MAX, DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import { emptyDatabase } from "../support/shared.ts";

const HISTORY = 20_000;
/** Postgres compares five plans for given values with one for any, and then stays with what is cheaper. */
const TRIALS = 5;

const world = withHistory(groups(10, 200), HISTORY)();
const { id: room, members } = world.rooms[0]!;
const person = world.people[members[1]!]!;

const list = (sql: Sql) => recentEntries(sql, person, COUNT_MAX, undefined, 101);
const group = { id: room, kind: "group" } as const;
const page = (sql: Sql, seq: number) => readHistory(sql, person, group, { kind: "before", seq, limit: 51 });

const ASKED: Record<string, (sql: Sql, at: number) => Promise<unknown>> = {
  "a session": (sql) => liveSessions(sql, [crypto.randomUUID()]),
  "somebody's conversations, as they connect": (sql) => subscribersOf(sql, [person]),
  "somebody's status": (sql) => statusesOf(sql, [person], 64),
  "the list": (sql) => list(sql),
  "a page of history": page,
  "the messages after one": (sql, seq) => readHistory(sql, person, group, { kind: "after", seq, limit: 51 }),
  "those around one": (sql, seq) => readHistory(sql, person, group, { kind: "around", seq, before: 26, limit: 51 }),
  "what was missed": (sql, afterRev) =>
    readChanges(sql, { conversationId: room, viewerIds: [person], afterRev, limit: 100, smallGroup: 64 }),
};

Deno.test("what is asked all the time is planned once, and reads of a conversation what it shows of it", async (t) => {
  const { url, drop } = await emptyDatabase();
  const db = openPostgres({ url, poolSize: 1 });
  try {
    await settle(db, world);
    for (const [what, ask] of Object.entries(ASKED)) {
      await t.step(`${what} is planned once`, async () => {
        const before = await planned(db);
        for (let i = 0; i < 2 * TRIALS + 2; i++) await ask(db, 1_000 + i * 997);
        const after = await planned(db);
        assert.ok(after.once - before.once > TRIALS, `planned ${after.anew - before.anew} times`);
      });
    }
    await t.step("the list looks at no more of what is unread than it counts", async () => {
      await db.query("update members set read_seq = 0 where user_id = $1", [person]);
      const [entry] = await list(db);
      assert.equal(entry?.unread_count, COUNT_MAX);
      assert.ok(await rowsRead(db, list) < 2 * COUNT_MAX);
    });
    await t.step("the largest page comes whole, with the one more that tells of others", async () => {
      const limit = DEFAULT_LIMITS.pageMax + 1;
      for (const range of [{ kind: "before" }, { kind: "after" }, { kind: "around", before: limit >> 1 }] as const) {
        const read = await readHistory(db, person, group, { ...range, seq: 10_000, limit });
        assert.equal(read?.messages.length, limit, range.kind);
      }
    });
    await t.step("a page of history reads no more than the page", async () => {
      assert.ok(await rowsRead(db, (tx) => page(tx, 10_000)) < 200);
    });
  } finally {
    await db.close();
    await drop();
  }
});

/** Executions so far: by a plan for any values, and by one that was made for the given ones. */
async function planned(sql: Sql): Promise<{ once: number; anew: number }> {
  const [row] = await sql.query<{ once: number; anew: number }>(
    "select sum(generic_plans) as once, sum(custom_plans) as anew from pg_prepared_statements where statement not like '%pg_prepared%'",
  );
  return { once: Number(row?.once ?? 0), anew: Number(row?.anew ?? 0) };
}

/** Rows of messages that `work` fetched. */
const rowsRead = (db: Database, work: (tx: Sql) => Promise<unknown>): Promise<number> =>
  db.transaction(async (tx) => {
    const before = await fetched(tx);
    await work(tx);
    return await fetched(tx) - before;
  });

/** As far as this connection has not reported it yet. */
async function fetched(tx: Sql): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    "select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_xact_user_tables where relname = 'messages'",
  );
  return row?.rows ?? 0;
}
