// What Postgres makes of the statements that are asked all the time, in a table that has grown: each is planned once, and none reads more
// of a conversation than it shows.

import { strict as assert } from "node:assert";
import { settle } from "../../bench/peers/parley_world.ts";
import { groups, withHistory } from "../../bench/worlds.ts";
import { readChanges } from "../../db/changes.ts";
import { readGroup } from "../../db/groups.ts";
import { headsSince, nextMeRevs } from "../../db/heads.ts";
import { marksAt, moveMarks } from "../../db/marks.ts";
import { lockConversations } from "../../db/messages.ts";
import { readPins } from "../../db/pins.ts";
import { move, renewLease, statusesOf, touchPresence } from "../../db/presence.ts";
import { userById } from "../../db/users.ts";
import { recentEntries } from "../../db/entries.ts";
import { readHistory } from "../../db/history.ts";
import { openPostgres } from "../../db/postgres.ts";
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

const mark = (seq: number) => ({ conversation_id: room, user_id: person, delivered_seq: seq, read_seq: seq });
/** An instance. */
const here = "0192f0c0-0000-7000-8000-000000000001";

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
  "what is pinned": (sql) => readPins(sql, person, room),
  "a group with its members": (sql) => readGroup(sql, person, room, { limit: 50 }),
  "a profile": (sql) => userById(sql, person, person),
  "a mark that moves": (sql, seq) => moveMarks(sql, [mark(seq)], 64),
  "marks whose hint was lost": (sql) => marksAt(sql, [mark(0)]),
  "somebody who comes": (sql) => move(sql, here, [{ user_id: person, is_idle: false }], []),
  "somebody who goes": (sql) => move(sql, here, [], [person]),
  "what others are told of that": (sql) => touchPresence(sql, [person]),
  "the heads": (sql, at) => headsSince(sql, `${at}`),
  "a conversation that is locked": (sql) => lockConversations(sql, [room]),
  "somebody's next number": (sql) => nextMeRevs(sql, [person]),
};

Deno.test("what is asked all the time is planned once, and reads of a conversation what it shows of it", async (t) => {
  const { url, drop } = await emptyDatabase();
  const db = openPostgres({ url, poolSize: 1 });
  try {
    await settle(db, world);
    await renewLease(db, here, 3_600);
    for (const [what, ask] of Object.entries(ASKED)) {
      await t.step(`${what} is planned once`, async () => {
        const before = new Set(await plannedAnew(db));
        for (let i = 0; i < 2 * TRIALS + 2; i++) await ask(db, 1_000 + i * 997);
        assert.deepEqual((await plannedAnew(db)).filter((it) => !before.has(it)), []);
      });
    }
    await t.step("the list looks at no more of what is unread than it counts", async () => {
      await db.query("update members set read_seq = 0 where user_id = $1", [person]);
      const { rows: [entry] } = await list(db);
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
    await t.step("marks that many move at once are not compared with one another", async () => {
      await db.query("update members set read_seq = 0, delivered_seq = 0 where conversation_id = $1", [room]);
      const marks = members.map((at) => ({ ...mark(500), user_id: world.people[at]! }));
      assert.ok(await rowsCompared(db, (sql) => moveMarks(sql, marks, 64)) < marks.length);
    });
  } finally {
    await db.close();
    await drop();
  }
});

/** The statements of which Postgres made a plan for the given values more often than it must to know whether they matter. */
async function plannedAnew(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ statement: string }>(
    "select statement from pg_prepared_statements where custom_plans > $1 and statement not like '%pg_prepared%'",
    [TRIALS],
  );
  return rows.map((row) => row.statement);
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

interface Node {
  "Actual Loops": number;
  /** in one loop */
  "Rows Removed by Join Filter"?: number;
  Plans?: Node[];
}

/** Pairs of rows that the one statement of `work` compares in vain, with a plan for any values. */
async function rowsCompared(db: Database, work: (sql: Sql) => Promise<unknown>): Promise<number> {
  let asked: [text: string, params: readonly unknown[]] | undefined;
  await work({
    query: (text, params = []) => {
      asked = [text, params];
      return Promise.resolve([]);
    },
  });
  const [text, params] = asked!;
  return await db.transaction(async (tx) => {
    await tx.query("set local plan_cache_mode = force_generic_plan");
    const [row] = await tx.query<{ "QUERY PLAN": { Plan: Node }[] }>(`explain (analyze, format json) ${text}`, params);
    return compared(row!["QUERY PLAN"][0]!.Plan);
  });
}

const compared = (node: Node): number =>
  (node["Rows Removed by Join Filter"] ?? 0) * node["Actual Loops"] +
  (node.Plans ?? []).reduce((sum, it) => sum + compared(it), 0);
