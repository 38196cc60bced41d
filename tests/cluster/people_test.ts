// People on two instances of one database, with Redis between them and without: blocks, away and closed accounts take hold on
// both.

import { strict as assert } from "node:assert";
import { type Instance, startInstance } from "../support/instance.ts";
import { type Frame, type Person, person, type Socket } from "../support/person.ts";
import { quickest } from "../support/quickest.ts";
import { freshDatabase, sharedRedis } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

const BETWEEN: Record<string, () => Promise<Record<string, string>>> = {
  "through Redis": async () => ({ REDIS_URL: await sharedRedis() }),
  "through the database alone": () => Promise.resolve({}),
};

async function onTwo(more: Record<string, string>, work: (a: Instance, b: Instance) => Promise<void>): Promise<void> {
  await using db = await freshDatabase();
  const env = {
    DATABASE_URL: db.url,
    JWT_SECRET: "a secret of more than thirty-two characters",
    LIMITS: "off",
    ...more,
  };
  const [a, b] = await Promise.all([startInstance(env), startInstance(env)]);
  await using _a = a, _b = b;
  await work(a, b);
}

async function must(status: number, answer: Promise<{ status: number; body: Frame }>): Promise<Frame> {
  const { status: got, body } = await answer;
  assert.equal(got, status, JSON.stringify(body));
  return body;
}

const statusesOf = (socket: Socket, who: Person): string[] =>
  socket.of("user_status").filter((it) => it.content.user_id === who.id).map((it) => it.content.status);
const hears = (socket: Socket, who: Person, status: string) =>
  waitUntil(`${status} to be heard`, () => statusesOf(socket, who).at(-1) === status, {
    detail: () => JSON.stringify(statusesOf(socket, who)),
  });

for (const [how, more] of Object.entries(BETWEEN)) {
  Deno.test(`a block takes hold within a second on the other instance, for the blocked and for the blocker's devices, ${how}`, async () => {
    await onTwo(await more(), async (a, b) => {
      const [anna, bert] = [await person(a.url, "anna"), await person(b.url, "bert")];
      const there = await bert.connect();
      await must(201, bert.api("POST", `/messages/private/${anna.id}`, { content: "hello" }));
      const [phone, laptop] = [await anna.connect({ url: a.url }), await anna.connect({ url: b.url })];
      await hears(there, anna, "online");
      await quickest(1_500, async () => {
        await must(200, anna.api("DELETE", `/users/${bert.id}/block`));
        await hears(there, anna, "online");
        const before = new Map([phone, laptop].map((device) => [device, device.frames.length]));
        const asked = performance.now();
        await must(200, anna.api("PUT", `/users/${bert.id}/block`));
        await hears(there, anna, "offline");
        const last = there.of("user_status").at(-1);
        assert.equal(last.content.last_seen, null);
        for (const [device, from] of before) {
          await waitUntil(
            "the entry",
            () =>
              device.frames.slice(from).some((it) =>
                it.type === "conversation_updated" && it.content.conversation.blocked === true
              ),
          );
        }
        return performance.now() - asked;
      });

      const before = there.frames.length;
      const { id } = (await must(200, anna.api("GET", "/conversations"))).conversations[0];
      phone.send({ type: "typing", to: bert.id });
      await phone.ask({ type: "read", conversation_id: id, seq: 1 });
      await phone.ask({ type: "user_status", content: { status: "busy" } });
      await must(200, anna.api("PUT", "/users/profile", { status: "online" }));
      there.send({ type: "typing", to: anna.id });
      await new Promise((resolve) => setTimeout(resolve, 5_500)); // every five seconds at most: the last state has been told
      assert.deepEqual(there.frames.slice(before), []);
      assert.deepEqual([...phone.of("typing"), ...laptop.of("typing")], []);
      const { user } = await must(200, bert.api("GET", `/users/${anna.id}`));
      assert.deepEqual([user.status, user.last_seen], ["offline", null]);

      await must(200, anna.api("DELETE", `/users/${bert.id}/block`));
      await hears(there, anna, "online");
      await Promise.all([there.close(), phone.close(), laptop.close()]);
    });
  });

  Deno.test(`somebody without input on the devices of every instance is away, and back with the first input, ${how}`, async () => {
    await onTwo(await more(), async (a, b) => {
      const [anna, bert] = [await person(a.url, "anna"), await person(b.url, "bert")];
      const there = await bert.connect();
      await must(201, bert.api("POST", `/messages/private/${anna.id}`, { content: "hello" }));
      const [phone, laptop] = [await anna.connect({ url: a.url }), await anna.connect({ url: b.url })];
      await hears(there, anna, "online");
      await phone.ask({ type: "activity", active: false });
      await waitUntil("the other device to count", async () => {
        const { user } = await must(200, bert.api("GET", `/users/${anna.id}`));
        return user.status === "online";
      });
      await laptop.ask({ type: "activity", active: false });
      await hears(there, anna, "away");
      assert.deepEqual(statusesOf(there, anna), ["online", "away"]);
      await phone.ask({ type: "activity", active: true });
      await hears(there, anna, "online");
      await must(200, anna.api("PUT", "/users/profile", { status: "busy" }));
      await phone.ask({ type: "activity", active: false });
      await hears(there, anna, "busy");
      await Promise.all([there.close(), phone.close(), laptop.close()]);
    });
  });

  Deno.test(`a closed account's sockets end with 4401 on every instance within a second, and others see it leave, ${how}`, async () => {
    await onTwo(await more(), async (a, b) => {
      const bert = await person(b.url, "bert");
      const there = await bert.connect();
      await quickest(1_000, async () => {
        const anna = await person(a.url, "anna");
        const { group } = await must(201, bert.api("POST", "/groups", { name: "Team", members: [anna.id] }));
        const sockets = [await anna.connect({ url: a.url }), await anna.connect({ url: b.url })];
        await hears(there, anna, "online");
        await must(200, anna.api("POST", "/users/profile/deactivate", { password: "correct horse battery" }));
        const asked = performance.now();
        await waitUntil("both to be closed", () => sockets.every((socket) => socket.closed !== undefined));
        const took = performance.now() - asked;
        assert.deepEqual(sockets.map((socket) => socket.closed?.code), [4401, 4401]);
        await there.until("the leaving", (it) => it.type === "group_member_left" && it.content.user_id === anna.id);
        const { user } = await must(200, bert.api("GET", `/users/${anna.id}`));
        assert.deepEqual([user.is_active, user.status], [false, "offline"]);
        const { messages } = await must(200, bert.api("GET", `/messages/group/${group.id}`));
        assert.equal(messages[0].event.kind, "member_left");
        return took;
      });
      await there.close();
    });
  });
}
