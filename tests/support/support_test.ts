// The servers of the tests really start, answer, come back and go.
import assert from "node:assert/strict";
import postgres from "postgres";
import { createClient } from "redis";
import { launch } from "./chromium.ts";
import { startInstance } from "./instance.ts";
import { isFree } from "./port.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { freshDatabase, sharedRedis } from "./shared.ts";

Deno.test("Postgres keeps its data over a restart and a crash, and leaves nothing when it stops", async () => {
  const server = await startPostgres();
  const url = await server.createDatabase("kept");
  await query(url, "create table t (n int); insert into t values (7)");
  await server.restart();
  assert.equal(await query(url, "select n from t"), 7);
  await server.kill();
  await server.restart();
  assert.equal(await query(url, "select n from t"), 7);
  await server.stop();
  assert.ok(isFree(server.port));
});

Deno.test("a paused Postgres answers nothing, not even on an open connection, until it is resumed", async () => {
  await using server = await startPostgres({ fsync: false, settings: { max_connections: "20" } });
  const sql = postgres(server.url, { max: 1 });
  await sql`select 1`;
  await server.pause();
  let answered = false;
  const late = sql`select 2 as n`.then(([row]) => (answered = true, row.n));
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(answered, false);
  await server.resume();
  assert.equal(await late, 2);
  await sql.end();
});

Deno.test("each fresh database is empty, and gone afterwards", async () => {
  const first = await freshDatabase();
  await query(first.url, "create table t (n int)");
  await using second = await freshDatabase();
  assert.equal(await query(second.url, "select count(*)::int from pg_tables where tablename = 't'"), 0);
  await first.drop();
  await assert.rejects(query(first.url, "select 1"), /does not exist/);
});

Deno.test("Redis comes back empty on the same port and leaves nothing when it stops", async () => {
  const server = await startRedis();
  assert.equal(await setAndGet(server.url), "v");
  const before = server.process().pid;
  await server.kill();
  await server.restart();
  assert.notEqual(server.process().pid, before);
  assert.equal(await setAndGet(server.url), "v");
  await server.stop();
  assert.ok(isFree(server.port));
  assert.equal(await setAndGet(await sharedRedis()), "v");
});

Deno.test("Chromium shows a page", async () => {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setContent("<h1>Parley</h1>");
  assert.equal(await page.textContent("h1"), "Parley");
  await browser.close();
});

Deno.test("Chromium draws emoji in colour and Chinese as characters, not as boxes", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const drawn = await page.evaluate(() =>
      ["🎉", "你", "好"].map((text) => {
        const context = Object.assign(document.createElement("canvas"), { width: 60, height: 60 }).getContext("2d");
        if (context === null) return [];
        context.font = "40px sans-serif";
        context.fillText(text, 5, 45);
        return [...context.getImageData(0, 0, 60, 60).data];
      })
    );
    const [party = [], you = [], good = []] = drawn;
    assert.ok(party.some((value, i) => i % 4 === 0 && Math.abs(value - (party[i + 1] ?? 0)) > 60), "no colour");
    assert.notDeepEqual(you, good);
  } finally {
    await browser.close();
  }
});

Deno.test("an instance starts with nothing configured, stalls while it is paused, and ends in order", async () => {
  const instance = await startInstance();
  await instance.pause();
  const late = fetch(`${instance.url}/healthz`);
  const first = await Promise.race([late, new Promise((resolve) => setTimeout(() => resolve("stalled"), 200))]);
  assert.equal(first, "stalled");
  await instance.resume();
  assert.equal((await late).status, 200);
  await (await late).body?.cancel();
  assert.equal(await instance.stop(), 0);
  assert.ok(isFree(instance.port));
});

async function query(url: string, text: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql.unsafe(text);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await sql.end();
  }
}

async function setAndGet(url: string): Promise<string | null> {
  const client = createClient({ url });
  await client.connect();
  const key = crypto.randomUUID();
  await client.set(key, "v");
  const value = await client.get(key);
  await client.close();
  return value;
}
