// The promise of `db/sql.ts`, on every adapter.

import { strict as assert } from "node:assert";
import { DirectoryInUse } from "../../db/directory_in_use.ts";
import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import { SqlError, violates } from "../../db/sql.ts";
import { onBoth } from "../support/databases.ts";
import { createDatabase } from "../support/postgres.ts";
import { emptyDatabase, sharedPostgres } from "../support/shared.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import { noise } from "../support/upload.ts";

onBoth("values come back alike: numbers, times with milliseconds in UTC, JSON, lists", async (db) => {
  const [row] = await db.query<Record<string, unknown>>(
    `select $1::bigint as big, '2026-01-02T03:04:05.678901+02'::timestamptz as at, '{"a":[1]}'::json as j, '{"b":null}'::jsonb as jb,
            $2::text[] as words, $3::uuid[] as ids, null::timestamptz as never, true as yes, count(*) as n from users`,
    [12_345_678_901, ['a "quoted", {word}', ""], ["0192f0c0-0000-7000-8000-000000000000"]],
  );
  assert.deepEqual({ ...row }, {
    big: 12_345_678_901,
    at: "2026-01-02T01:04:05.678Z",
    j: { a: [1] },
    jb: { b: null },
    words: ['a "quoted", {word}', ""],
    ids: ["0192f0c0-0000-7000-8000-000000000000"],
    never: null,
    yes: true,
    n: 0,
  });
});

onBoth("bytes go in and come back as they are, none and many, every value, also a part of an array", async (db) => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const many = noise(300_000);
  await db.query("create table kept_bytes (n int, bytes bytea)");
  for (const [n, bytes] of [new Uint8Array(), all, many, many.subarray(1_000, 2_000)].entries()) {
    await db.query("insert into kept_bytes values ($1, $2)", [n, bytes]);
    const [row] = await db.query<{ bytes: unknown; size: number }>(
      "select bytes, length(bytes) as size from kept_bytes where n = $1",
      [n],
    );
    assert.ok(row?.bytes instanceof Uint8Array);
    assert.equal(row.size, bytes.length);
    assert.equal(row.bytes.toHex(), bytes.toHex());
  }
});

onBoth("a transaction that throws leaves nothing behind, and its own error comes through unchanged", async (db) => {
  const refusal = Object.assign(new Error("mine"), { code: "forbidden" });
  const failing = db.transaction(async (tx) => {
    await tx.query("insert into meta (key, value) values ('a', 'b')");
    throw refusal;
  });
  await assert.rejects(failing, (error) => error === refusal);
  assert.deepEqual([...await db.query("select * from meta where key = 'a'")], []);
});

onBoth("a unique violation tells its constraint, and statements of a transaction may be pipelined", async (db) => {
  const twice = db.transaction((tx) =>
    Promise.all([1, 2].map(() => tx.query("insert into meta (key, value) values ('k', 'v')")))
  );
  await assert.rejects(twice, (error) => violates(error, "meta_pkey") && !violates(error, "other"));
  assert.deepEqual([...await db.query("select 1 as one")], [{ one: 1 }], "the connection lives on");
});

onBoth("hostile text is only ever a value", async (db) => {
  const text = `'); drop table users; -- \\ % _ \u2028 \u{1F600} 中文`;
  const [row] = await db.query<{ back: string }>("select $1::text as back", [text]);
  assert.equal(row?.back, text);
  await assert.rejects(db.query("select $1::text", ["\0"]), SqlError);
});

Deno.test("a database is found by its name, also by one that cannot stand in a URL as it is", async () => {
  const name = `chat app ${crypto.randomUUID()}`;
  const db = openPostgres({ url: await createDatabase(await sharedPostgres(), name), poolSize: 1 });
  assert.deepEqual([...await db.query("select current_database() as name")], [{ name }]);
  await db.close();
});

Deno.test("where Postgres gives fewer connections than there may be, those that there are do the work, and stay", async () => {
  await using fresh = await emptyDatabase();
  const admin = openPostgres({ url: fresh.url, poolSize: 1 });
  await admin.query("create role crowded login connection limit 3");
  const db = openPostgres({ url: Object.assign(new URL(fresh.url), { username: "crowded" }).href, poolSize: 6 });
  const pids = async (count: number) => {
    const answers = Array.from({ length: count }, () => db.query<{ pid: number }>(BACKEND));
    return new Set((await Promise.all(answers)).map(([row]) => row!.pid));
  };
  const before = await pids(12);
  assert.ok(before.size <= 3, `${before.size}`);
  assert.ok((await pids(1)).isSubsetOf(before));
  await db.close();
  await admin.query("drop role crowded");
  await admin.close();
});

const BACKEND = "select pg_backend_pid() as pid, pg_sleep(0.1)";

Deno.test("a statement that takes too long found the database busy, and its connection lives on", async () => {
  await using fresh = await emptyDatabase();
  const db = openPostgres({ url: `${fresh.url}?statement_timeout=100`, poolSize: 1 });
  const pid = () => db.query("select pg_backend_pid() as pid");
  const before = await pid();
  await assert.rejects(
    db.query("select pg_sleep(5)"),
    (error) => error instanceof SqlError && error.kind === "busy",
  );
  assert.deepEqual(await pid(), before);
  await db.close();
});

Deno.test("an empty embedded database is unpacked and not made here, and what an attempt that was cut short left does no harm", async () => {
  const identifiers = [];
  for (const isSecond of [false, true]) {
    const folder = await tempFolder("pglite");
    if (isSecond) {
      await Deno.mkdir(`${folder}/pg.new/base`, { recursive: true });
      await Deno.writeTextFile(`${folder}/pg.new/PG_VERSION`, "cut short");
    }
    const db = await openPglite(folder);
    identifiers.push(...await db.query("select system_identifier from pg_control_system()"));
    await db.close();
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), ["lock", "pg"]);
    assert.equal(Deno.statSync(`${folder}/pg`).mode! & 0o777, 0o700);
    await removeFolder(folder);
  }
  assert.deepEqual(identifiers[0], identifiers[1]); // made here, each would have one of its own
});

Deno.test("the embedded database plans anew as its tables grow: what was kept for one row does not read thousands", async () => {
  const directory = await tempFolder("pglite");
  const db = await openPglite(directory);
  const plan = async () => JSON.stringify(await db.query("explain execute kept(1)"));
  await db.query("set plan_cache_mode = force_generic_plan");
  await db.query("create table growing (id int primary key)");
  await db.query("insert into growing values (1)");
  await db.query("analyze growing");
  await db.query("prepare kept (int) as select 1 from growing where id = $1");
  assert.match(await plan(), /Seq Scan/);
  await db.query("insert into growing select i from generate_series(2, 20000) as s(i)");
  assert.match(await plan(), /Seq Scan/, "it is kept");
  for (let i = 0; i < 100; i++) await db.query("select 1");
  assert.match(await plan(), /Index/);
  await db.close();
  await removeFolder(directory);
});

Deno.test("the embedded database sets aside what one connection needs, and not what a server for a hundred would", async () => {
  const folder = await tempFolder("pglite");
  const db = await openPglite(folder);
  const [row] = await db.query<{ mb: number }>(
    "select (sum(allocated_size) / 1e6)::float as mb from pg_shmem_allocations",
  );
  await db.close();
  await removeFolder(folder);
  // All of it is resident. By default it would be 153, and with these buffers alone 17.
  assert.ok(row && row.mb < 14, `${row?.mb} MB`);
});

Deno.test("a second opener of an embedded directory is refused with a clear sentence, and the first keeps its data", async () => {
  const directory = await Deno.makeTempDir();
  const first = await openPglite(directory);
  await assert.rejects(
    openPglite(directory),
    (error) => error instanceof DirectoryInUse && error.message.includes("already running"),
  );
  await first.query("create table kept (n int)");
  await first.close();
  const second = await openPglite(directory);
  assert.deepEqual([...await second.query("select * from kept")], []);
  await second.close();
  await Deno.remove(directory, { recursive: true });
});
