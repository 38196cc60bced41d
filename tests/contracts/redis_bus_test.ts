// A Redis that hangs, or that goes away at the worst moment, costs neither memory nor the hints of the time after.

import { strict as assert } from "node:assert";
import { createClient } from "redis";
import type { BusEvent } from "../../lib/bus/bus.ts";
import { redisBus } from "../../lib/bus/redis.ts";
import { startRedis } from "../support/redis.ts";
import { waitUntil } from "../support/wait.ts";

const PERSON = "0192f0c0-0000-7000-8000-000000000002";
const ROOM = "0192f0c0-0000-7000-8000-000000000001";
const HINT: BusEvent = { kind: "person", user_id: PERSON, me_rev: 3 };

const open = (url: string, instance: string, startMs = 5_000) =>
  redisBus({ url, channels: 256, prefix: "t:", instance, startMs, onError: () => {} });

Deno.test("a bus whose Redis goes away while the channels are being subscribed is whole again when it is back", async () => {
  await using server = await startRedis();
  // Redis cuts every subscriber off for a while, in the middle of what it subscribes to.
  const admin = await createClient({ url: server.url }).connect();
  let cutting = true;
  const cut = (async () => {
    while (cutting) {
      await admin.sendCommand(["CLIENT", "KILL", "TYPE", "pubsub"]).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const bus = await open(server.url, "a", 1_000);
  cutting = false;
  await cut;
  admin.destroy();
  const events: BusEvent[] = [];
  bus.subscribe({ wants: () => true, receive: (event) => void events.push(event) });
  await waitUntil("the bus to be whole", () => bus.connected);
  const other = await open(server.url, "b");
  other.publish(HINT);
  await waitUntil("a hint", () => events.length === 1);
  await Promise.all([bus.close(), other.close()]);
});

Deno.test("what is published while Redis hangs is bounded, and the bus hears again afterwards", async () => {
  await using server = await startRedis();
  const [a, b] = [await open(server.url, "a"), await open(server.url, "b")];
  let heard = 0;
  b.subscribe({ wants: () => true, receive: () => heard++ });
  await server.pause();
  const text = JSON.stringify({ type: "group", content: "x".repeat(16_000) });
  const before = Deno.memoryUsage().rss;
  for (let rev = 1; rev <= 15_000; rev++) {
    a.publish({ kind: "changes", conversation_id: ROOM, after_rev: rev - 1, rev, changes: [{ rev, text }] });
    if (rev % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const grown = Deno.memoryUsage().rss - before;
  assert.ok(grown < 150 * 1024 * 1024, `${Math.round(grown / 2 ** 20)} MiB for hints that may be dropped`);
  await server.resume();
  await waitUntil("a hint", () => heard > 0);
  const then = heard;
  await waitUntil("a later hint", () => (a.publish(HINT), heard > then));
  await Promise.all([a.close(), b.close()]);
});
