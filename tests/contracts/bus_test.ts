// The promise of `lib/bus/bus.ts`, on every adapter, and what only Redis has: other instances.

import { strict as assert } from "node:assert";
import type { Bus, BusEvent } from "../../lib/bus/bus.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { redisBus } from "../../lib/bus/redis.ts";
import { noBusCounts } from "../../lib/metrics/counts.ts";
import { startRedis } from "../support/redis.ts";
import { sharedRedis } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

const CONVERSATION = "0192f0c0-0000-7000-8000-000000000001";
const PERSON = "0192f0c0-0000-7000-8000-000000000002";

const EVENTS: BusEvent[] = [
  {
    kind: "changes",
    conversation_id: CONVERSATION,
    after_rev: 4,
    rev: 7,
    changes: [
      { rev: 5, text: `{"type":"group","content":"line\\nbreak 中文"}`, origin: "here" },
      { rev: 6, text: `{"type":"group_member_left"}`, member: { user_id: PERSON, left: true } },
      {
        rev: 7,
        text: `{"type":"message_updated"}`,
        guard: { seq: 3, hidden_from: [PERSON], instead: `{"type":"rev"}` },
      },
    ],
  },
  { kind: "person", user_id: PERSON, me_rev: 3 },
  { kind: "session_ended", user_id: PERSON, session_id: CONVERSATION },
  {
    kind: "read",
    conversation_id: CONVERSATION,
    frame: { type: "read", from: PERSON, content: "", conversation_id: CONVERSATION, read_seq: 1 },
  },
  {
    kind: "delivered",
    conversation_id: CONVERSATION,
    frames: [{ type: "delivered", from: PERSON, conversation_id: CONVERSATION, delivered_seq: 1 }],
  },
  {
    kind: "typing",
    conversation_id: CONVERSATION,
    frame: { type: "typing", from: PERSON, content: { username: "a", typing: true } },
  },
  {
    kind: "status",
    user_id: PERSON,
    conversations: [CONVERSATION],
    hidden_from: [],
    frame: { type: "user_status", from: "system", content: { user_id: PERSON, status: "away", last_seen: null } },
  },
  {
    kind: "visibility",
    user_id: PERSON,
    viewer_id: CONVERSATION,
    rev: 7,
    is_hidden: true,
    conversations: [CONVERSATION],
    frame: { type: "user_status", from: "system", content: { user_id: PERSON, status: "offline", last_seen: null } },
  },
];

function listen(bus: Bus, wants = true): BusEvent[] {
  const events: BusEvent[] = [];
  bus.subscribe({ wants: () => wants, receive: (event) => void events.push(event) });
  return events;
}

const redis = (url: string, instance: string, prefix = `t${crypto.randomUUID()}:`, counts = noBusCounts()) =>
  redisBus({ url, channels: 256, prefix, instance, startMs: 5_000, counts, onError: () => {} });

const ADAPTERS: Record<string, () => Promise<Bus>> = {
  memory: () => Promise.resolve(memoryBus({ alone: true })),
  Redis: async () => await redis(await sharedRedis(), "a"),
};

for (const [name, make] of Object.entries(ADAPTERS)) {
  Deno.test(`every event reaches the subscribers of its own process before publish returns, once (${name})`, async () => {
    const bus = await make();
    const events = listen(bus, false);
    for (const event of EVENTS) bus.publish(event);
    assert.deepEqual(events, EVENTS);
    assert.equal(bus.connected, true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(events.length, EVENTS.length, "its own hints do not come back to it");
    await bus.close();
  });
}

// The origin is a connection of the publishing instance, and means nothing elsewhere.
const elsewhere = (event: BusEvent): BusEvent =>
  event.kind === "changes" ? { ...event, changes: event.changes.map(({ origin: _, ...change }) => change) } : event;

Deno.test("every event reaches the other instance as it was sent, and what is not wanted there is dropped", async () => {
  const url = await sharedRedis();
  const prefix = `t${crypto.randomUUID()}:`;
  const counts = [noBusCounts(), noBusCounts(), noBusCounts()] as const;
  const [a, b, c] = [
    await redis(url, "a", prefix, counts[0]),
    await redis(url, "b", prefix, counts[1]),
    await redis(url, "c", prefix, counts[2]),
  ];
  const [there, unwanted] = [listen(b), listen(c, false)];
  listen(b, false); // as the indexer, which wants nothing of others: what somebody else there wants is wanted
  for (const event of EVENTS) a.publish(event);
  await waitUntil("all events", () => there.length === EVENTS.length);
  const byKind = (events: BusEvent[]) => events.toSorted((x, y) => x.kind < y.kind ? -1 : 1);
  assert.deepEqual(byKind(there), byKind(EVENTS.map(elsewhere)));
  assert.deepEqual(unwanted.map((event) => event.kind), ["status"], "a status concerns whoever shares a conversation");
  assert.equal(counts[0].published, EVENTS.length);
  await waitUntil("the third to have heard all", () => counts[2].received === EVENTS.length);
  assert.deepEqual([counts[1].received, counts[1].unwanted], [EVENTS.length, 0]);
  assert.equal(counts[2].unwanted, EVENTS.length - 1);
  await Promise.all([a.close(), b.close(), c.close()]);
});

Deno.test("publishing while Redis is away neither throws nor waits; when it is back, the subscriber is told of the gap and hears again", async () => {
  await using server = await startRedis();
  const prefix = "t:";
  const [a, b] = [await redis(server.url, "a", prefix), await redis(server.url, "b", prefix)];
  const there = listen(b);
  let gaps = 0;
  b.onGap(() => gaps++);
  await server.kill();
  await waitUntil("both to notice", () => !a.connected && !b.connected);
  a.publish(EVENTS[1]!);
  await server.restart();
  await waitUntil("both to be back", () => a.connected && b.connected && gaps > 0);
  await waitUntil("a hint to arrive", () => {
    a.publish(EVENTS[1]!);
    return there.length > 0;
  });
  await Promise.all([a.close(), b.close()]);
});

Deno.test("a bus whose Redis comes up late lets the instance start, and hears as soon as it is there", async () => {
  await using server = await startRedis();
  await server.kill();
  const bus = await redisBus({
    url: server.url,
    channels: 16,
    prefix: "t:",
    instance: "a",
    startMs: 200,
    onError: () => {},
  });
  assert.equal(bus.connected, false);
  await server.restart();
  await waitUntil("the bus to be subscribed", () => bus.connected);
  await bus.close();
});
