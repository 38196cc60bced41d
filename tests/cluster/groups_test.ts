// What happens to a group on one instance is heard on the other, with Redis and without: its end, and who came and went.

import { strict as assert } from "node:assert";
import { checkGroup } from "../support/check.ts";
import { Device } from "../support/device.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { groupOf } from "../support/load.ts";
import { person, type Socket } from "../support/person.ts";
import { startRedis } from "../support/redis.ts";
import { freshDatabase } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

const SECRET = "a secret of more than thirty-two characters";

function pair(databaseUrl: string, redisUrl?: string): Promise<[Instance, Instance]> {
  const env = { DATABASE_URL: databaseUrl, JWT_SECRET: SECRET, LIMITS: "off" };
  const all = redisUrl === undefined ? env : { ...env, REDIS_URL: redisUrl };
  return Promise.all([startInstance(all), startInstance(all)]);
}

/** The last two that a socket heard of a group. */
const lastOf = (socket: Socket, groupId: string): string[] =>
  socket.frames.filter((it) => (it.conversation_id ?? it.content?.id) === groupId).map((it) => it.type).slice(-2);

for (const withRedis of [true, false]) {
  const how = withRedis ? "with Redis" : "with no Redis";
  Deno.test(`a group that is dissolved on one instance leaves every list on the other, ${how}`, async (t) => {
    await using db = await freshDatabase();
    await using redis = withRedis ? await startRedis() : undefined;
    const [a, b] = await pair(db.url, redis?.url);
    await using _a = a, _b = b;
    const [owner, here, there] = [await person(a.url), await person(a.url), await person(b.url)];
    const groupId = await groupOf(owner, [here, there]);
    const sockets = [await here.connect({ url: a.url }), await there.connect({ url: b.url })];
    await t.step("who is removed hears of that first, and of nothing later", async () => {
      const victim = await person(b.url);
      assert.equal((await owner.api("POST", `/groups/${groupId}/members`, { user_id: victim.id })).status, 200);
      const socket = await victim.connect({ url: b.url });
      assert.equal((await owner.api("DELETE", `/groups/${groupId}/members/${victim.id}`)).status, 200);
      await socket.until("the loss", (it) => it.type === "conversation_removed" && it.content.id === groupId);
      assert.deepEqual(lastOf(socket, groupId), ["group_member_removed", "conversation_removed"]);
      await socket.close();
    });
    assert.equal((await owner.api("DELETE", `/groups/${groupId}`)).status, 200);
    for (const socket of sockets) {
      await socket.until("the loss", (it) => it.type === "conversation_removed" && it.content.id === groupId);
      assert.deepEqual(lastOf(socket, groupId), ["group_deleted", "conversation_removed"]);
      assert.equal((await socket.ask({ type: "group", group_id: groupId, content: "x" })).code, "not_found");
      assert.equal((await socket.ask({ type: "sync", conversation_id: groupId, after_rev: 0 })).code, "not_found");
      await socket.close();
    }
    assert.equal((await there.api("GET", `/groups/${groupId}`)).status, 404);
  });
}

Deno.test("while people come, go and change a group on two instances, every device shows the same, sentences included", async () => {
  await using db = await freshDatabase();
  await using redis = await startRedis();
  const [a, b] = await pair(db.url, redis.url);
  await using _a = a, _b = b;
  const [owner, admin, ...guests] = await Promise.all(
    Array.from({ length: 6 }, (_, i) => person(i % 2 ? a.url : b.url)),
  );
  const groupId = await groupOf(owner!, [admin!]);
  await owner!.api("PATCH", `/groups/${groupId}/members/${admin!.id}`, { role: "admin" });
  const { body: { invite } } = await owner!.api("POST", `/groups/${groupId}/invites`, {});
  const devices = [owner!, admin!].flatMap((who) => [a.url, b.url].map((url) => new Device(who, [url])));
  devices.forEach((device) => device.start());
  const comeAndGo = async (guest: typeof owner, n: number) => {
    for (let i = 0; i < 8; i++) {
      await guest!.api("POST", i % 2 ? `/groups/${groupId}/join` : `/invites/${invite.code}`);
      await guest!.api("POST", `/messages/group/${groupId}`, { content: `${n} ${i}` });
      await guest!.api("POST", `/groups/${groupId}/leave`);
    }
  };
  const change = async () => {
    for (let i = 0; i < 8; i++) {
      await admin!.api("PATCH", `/groups/${groupId}`, { name: `Team ${i}` }, i % 2 ? a.url : b.url);
      await owner!.api("PUT", `/groups/${groupId}/announcement`, { content: `hear ${i}` });
    }
  };
  await Promise.all([change(), ...guests.map(comeAndGo)]);
  await checkGroup(devices, groupId, [a.url, b.url], 4 * 8);
  const { body } = await owner!.api("GET", `/conversations/${groupId}/changes?after_rev=0&limit=1`);
  const sizes = () => devices.map((device) => device.conversations.get(groupId)?.messages.size);
  await waitUntil("every sentence everywhere", () => sizes().every((size) => size === body.last_seq), {
    detail: () => `${sizes()} of ${body.last_seq}`,
  });
  assert.equal(
    body.last_seq,
    1 + 1 + 4 * 8 * 3 + 8 * 2,
    "created, made an admin, came, said, went, renamed, announced",
  );
  await Promise.all(devices.map((device) => device.stop()));
});
