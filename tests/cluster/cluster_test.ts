// Two instances on one Postgres and one Redis: what is said on one is heard on the other, in order, once, whatever happens to
// Redis or to an instance; and what a person may no longer see stops at its rev.

import { strict as assert } from "node:assert";
import { checkGroup } from "../support/check.ts";
import { Device } from "../support/device.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { groupOf, load } from "../support/load.ts";
import { type Person, person } from "../support/person.ts";
import { quickest } from "../support/quickest.ts";
import { startRedis } from "../support/redis.ts";
import { freshDatabase } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

const SECRET = "a secret of more than thirty-two characters";

function pair(databaseUrl: string, redisUrl?: string): Promise<[Instance, Instance]> {
  const env = {
    DATABASE_URL: databaseUrl,
    JWT_SECRET: SECRET,
    LIMITS: "off",
    ...redisUrl === undefined ? {} : { REDIS_URL: redisUrl },
  };
  return Promise.all([startInstance(env), startInstance(env)]);
}

Deno.test("over 5,000 messages by 20 people on two instances, nothing is missing, doubled or out of order while Redis goes and comes back", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _a = a, _b = b;
  const people = await Promise.all(Array.from({ length: 20 }, (_, i) => person(i % 2 ? a.url : b.url)));
  const groupId = await groupOf(people[0]!, people.slice(1));
  const devices = people.map((who, i) => new Device(who, [i % 2 ? a.url : b.url]));
  devices.forEach((device) => device.start());

  await load(devices, groupId, "before", 100);
  await checkGroup(devices, groupId, [a.url, b.url], 2_000);
  await redis.kill();
  await load(devices, groupId, "without", 100);
  await checkGroup(devices, groupId, [a.url, b.url], 4_000);
  await redis.restart();
  await load(devices, groupId, "after", 50);
  await checkGroup(devices, groupId, [a.url, b.url], 5_000);
  await Promise.all(devices.map((device) => device.stop()));
});

Deno.test("with no Redis at all, two instances on one database still hear each other", async () => {
  await using db = await freshDatabase();
  const [a, b] = await pair(db.url);
  await using _a = a, _b = b;
  const [anna, bert] = [await person(a.url, "anna"), await person(b.url, "bert")];
  const there = await bert.connect();
  const here = await anna.connect();
  const ack = await here.ask({ type: "private", to: bert.id, content: "across" });
  assert.equal(ack.type, "ack");
  const frame = await there.until("the message", (it) => it.type === "private" && it.id === ack.id);
  assert.equal(frame.content, "across");
  assert.equal(frame.from, anna.id);
  await Promise.all([here.close(), there.close()]);
});

Deno.test("kill -9 of one of two instances in the middle of a load loses and doubles nothing that was acked", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _a = a, _b = b;
  const people = await Promise.all(Array.from({ length: 10 }, () => person(a.url)));
  const groupId = await groupOf(people[0]!, people.slice(1));
  const devices = people.map((who, i) => new Device(who, i % 2 ? [a.url, b.url] : [b.url, a.url]));
  devices.forEach((device) => device.start());
  const sending = load(devices, groupId, "kill", 100);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await a.kill();
  await sending;
  await checkGroup(devices, groupId, [b.url], 1_000);
  await Promise.all(devices.map((device) => device.stop()));
});

Deno.test("nothing that is committed after a removal reaches the person removed, while others send on another instance", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _a = a, _b = b;
  const [owner, sender, victim] = [await person(a.url), await person(b.url), await person(a.url)];
  for (let round = 0; round < 5; round++) {
    const groupId = await groupOf(owner, [sender, victim]);
    const sockets = [await victim.connect({ url: a.url }), await victim.connect({ url: b.url })];
    const device = new Device(sender, [b.url]);
    device.start();
    const sending = load([device], groupId, `round${round}`, 100);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { status } = await owner.api("DELETE", `/groups/${groupId}/members/${victim.id}`);
    assert.equal(status, 200);
    await sending;
    const changes = await owner.api("GET", `/conversations/${groupId}/changes?limit=100`);
    const pages = [...changes.body.members];
    const removedAt = pages.find((it: { user_id: string }) => it.user_id === victim.id)?.rev ??
      await removalRev(owner, groupId, victim.id);
    await checkGroup([device], groupId, [a.url, b.url], 100);
    for (const socket of sockets) {
      await socket.until("the removal", (it) => it.type === "group_member_removed" && it.content.user_id === victim.id);
      const late = socket.frames.filter((it) => it.conversation_id === groupId && it.rev > removedAt);
      assert.deepEqual(late, [], `nothing beyond rev ${removedAt}`);
      await socket.close();
    }
    assert.equal((await victim.api("GET", `/messages/group/${groupId}`)).status, 404);
    await device.stop();
  }
});

async function removalRev(owner: Person, groupId: string, victimId: string): Promise<number> {
  for (let after = 0;;) {
    const { body } = await owner.api("GET", `/conversations/${groupId}/changes?after_rev=${after}&limit=100`);
    const row = body.members.find((it: { user_id: string; left?: true }) => it.user_id === victimId && it.left);
    if (row !== undefined) return row.rev;
    assert.ok(body.has_more, "the removal is among the changes");
    after = body.rev;
  }
}

Deno.test("a session that is ended on one instance ends its sockets on the other within a second", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _a = a, _b = b;
  await quickest(1_000, async () => {
    const anna = await person(a.url);
    const socket = await anna.connect({ url: b.url });
    assert.equal((await anna.api("POST", "/auth/logout")).status, 200);
    const before = performance.now();
    assert.equal((await anna.api("GET", "/users/profile", undefined, b.url)).status, 401);
    await waitUntil("the end of the socket", () => socket.closed !== undefined);
    assert.equal(socket.closed?.code, 4401);
    return performance.now() - before;
  });
});

Deno.test("SIGTERM tells sockets to come back elsewhere, loses nothing, and ends with 0", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _b = b;
  const people = await Promise.all(Array.from({ length: 4 }, () => person(a.url)));
  const groupId = await groupOf(people[0]!, people.slice(1));
  const devices = people.map((who) => new Device(who, [a.url, b.url]));
  const watcher = await people[0]!.connect({ url: a.url });
  devices.forEach((device) => device.start());
  const sending = load(devices, groupId, "term", 100);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await a.stop(), 0);
  assert.equal(watcher.closed?.code, 1001);
  await sending;
  await checkGroup(devices, groupId, [b.url], 400);
  await Promise.all(devices.map((device) => device.stop()));
});
