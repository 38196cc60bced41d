// A socket lives exactly as long as its session: sessions that end while a socket opens, that run out, and that are extended.

import { strict as assert } from "node:assert";
import { openPostgres } from "../../db/postgres.ts";
import { startInstance } from "../support/instance.ts";
import { person, Socket } from "../support/person.ts";
import { quickest } from "../support/quickest.ts";
import { freshDatabase } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("sockets and the end of their session", async (t) => {
  await using fresh = await freshDatabase();
  await using instance = await startInstance({ DATABASE_URL: fresh.url, INSTANCES: "1", LIMITS: "off" });
  const { url } = instance;
  const db = openPostgres({ url: fresh.url, poolSize: 1 });
  const runOutAt = (userId: string, ms: number) =>
    db.query("update sessions set expires_at = $2 where user_id = $1", [userId, new Date(ms).toISOString()]);

  await t.step("no socket that opens while its session ends outlives it", async () => {
    for (let round = 0; round < 15; round++) {
      const anna = await person(url, "anna");
      const opening = Array.from(
        { length: 6 },
        () =>
          pause(Math.random() * 20).then(() =>
            new Socket(new WebSocket(`${url.replace("http", "ws")}/ws?token=${anna.token}`))
          ),
      );
      await pause(Math.random() * 20);
      assert.equal((await anna.api("POST", "/auth/logout")).status, 200);
      const sockets = await Promise.all(opening);
      await waitUntil("all to be closed", () => sockets.every((socket) => socket.closed !== undefined), {
        detail: () => JSON.stringify(sockets.map((socket) => [socket.closed, socket.frames])),
      });
    }
  });

  await t.step("a session that runs out closes its socket with 4401 within a second", async () => {
    await quickest(1_000, async () => {
      const anna = await person(url, "anna");
      const end = Date.now() + 3_000;
      await runOutAt(anna.id, end);
      const socket = await anna.connect();
      await waitUntil("the close", () => socket.closed !== undefined);
      const late = Date.now() - end;
      assert.ok(late >= 0, `${-late} ms too early`);
      assert.equal(socket.closed?.code, 4401);
      return late;
    });
  });

  await t.step("a session that is extended keeps its socket, until that runs out, too", async () => {
    const anna = await person(url, "anna");
    const first = Date.now() + 3_000;
    await runOutAt(anna.id, first);
    const socket = await anna.connect();
    const second = Date.now() + 6_000;
    await runOutAt(anna.id, second);
    await waitUntil("the close", () => socket.closed !== undefined);
    assert.ok(Date.now() >= second, "not before the second end");
    assert.equal(socket.closed?.code, 4401);
  });

  await db.close();
  assert.ok(!/"level":"(ERROR|error)"/.test(instance.output()), instance.output().slice(-2_000));
});
