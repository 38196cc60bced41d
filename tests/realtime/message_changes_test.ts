// State and frames are the state read afresh, for everything that is done with messages: on devices that share an instance with who
// does it, on devices of another one that finds it by the poll of the heads, and on those that were away meanwhile.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { history } from "../support/check.ts";
import { Device } from "../support/device.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { groupOf } from "../support/load.ts";
import { type Frame, type Person, person } from "../support/person.ts";
import { startRedis } from "../support/redis.ts";
import { freshDatabase } from "../support/shared.ts";
import { shownMessage } from "../support/shown.ts";
import { fileForm } from "../support/upload.ts";
import { waitUntil } from "../support/wait.ts";

const SECRET = "a secret of more than thirty-two characters";
const EMOJI = ["👍", "❤️"].map(encodeURIComponent);

function pair(databaseUrl: string, redisUrl?: string): Promise<[Instance, Instance]> {
  const env = {
    DATABASE_URL: databaseUrl,
    JWT_SECRET: SECRET,
    LIMITS: "off",
    ...redisUrl === undefined ? {} : { REDIS_URL: redisUrl },
  };
  return Promise.all([startInstance(env), startInstance(env)]);
}

async function must(who: Person, method: string, path: string, body?: unknown, url?: string): Promise<Frame> {
  const answer = await who.api(method, path, body, url);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const WHAT = [
  "say",
  "file",
  "edit",
  "react",
  "unreact",
  "pin",
  "unpin",
  "delete",
  "recall",
  "hide",
  "forward",
  "away",
] as const;
interface Step {
  what: typeof WHAT[number];
  who: number;
  which: number;
  instance: number;
}
const histories = fc.array(
  fc.record<Step>({
    what: fc.constantFrom("say", "say", "react", ...WHAT),
    who: fc.nat(2),
    which: fc.nat(4),
    instance: fc.nat(1),
  }),
  { minLength: 8, maxLength: 24 },
);

async function sendFile({ token }: Person, address: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const { status, body } = await fetch(address, { method: "POST", headers, body: fileForm() });
  await body?.cancel();
  assert.equal(status, 201);
}

/** One step; what the rules refuse just does not happen. */
async function perform(people: Person[], groupId: string, urls: string[], devices: Device[], step: Step) {
  const [who, url] = [people[step.who]!, urls[step.instance]!];
  const call = (method: string, path: string, body?: unknown) => who.api(method, path, body, url);
  if (step.what === "say") return await call("POST", `/messages/group/${groupId}`, { content: crypto.randomUUID() });
  if (step.what === "file") return await sendFile(who, `${url}/api/v1/messages/group/${groupId}/files`);
  if (step.what === "away") return devices[step.which % devices.length]!.drop();
  const { body: { messages } } = await call("GET", `/messages/group/${groupId}?limit=20`);
  const said = messages.filter((message: Frame) => message.message_type !== "system");
  const message = said[step.which % Math.max(1, said.length)];
  if (message === undefined) return;
  const path = `/messages/${message.id}`;
  const reaction = `${path}/reactions/${EMOJI[step.which % EMOJI.length]}`;
  const { status } = await {
    edit: () => call("PATCH", path, { content: crypto.randomUUID() }),
    react: () => call("PUT", reaction),
    unreact: () => call("DELETE", reaction),
    pin: () => call("PUT", `${path}/pin`),
    unpin: () => call("DELETE", `${path}/pin`),
    delete: () => call("DELETE", path),
    recall: () => call("POST", `${path}/recall`),
    hide: () => call("POST", `${path}/hide`),
    forward: () => call("POST", `${path}/forward`, { group_id: groupId }),
  }[step.what]();
  assert.ok([200, 201, 403, 404, 410].includes(status), `${step.what}: ${status}`);
}

/** Waits until a device shows what its person reads afresh. */
async function agrees(device: Device, groupId: string): Promise<void> {
  const read = async () =>
    (await history(device.person, `/messages/group/${groupId}`, device.urls[0]!)).map(shownMessage);
  const shown = () => [...device.conversations.get(groupId)?.messages.values() ?? []].toSorted((a, b) => a.seq - b.seq);
  const expected = await read();
  await waitUntil("the device to show what is stored", () => {
    assert.deepEqual(shown(), expected);
    return true;
  });
}

Deno.test("what devices show is what is stored, whatever was done with messages on either of two instances without Redis", async () => {
  await using db = await freshDatabase();
  const [a, b] = await pair(db.url);
  await using _a = a, _b = b;
  const people = await Promise.all(["anna", "bert", "cleo"].map((name) => person(a.url, name)));
  const devices = people.flatMap((who) => [new Device(who, [a.url]), new Device(who, [b.url])]);
  for (const device of devices) device.start();
  try {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const groupId = await groupOf(people[0]!, people.slice(1));
        for (const step of steps) await perform(people, groupId, [a.url, b.url], devices, step);
        for (const device of devices) await agrees(device, groupId);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  } finally {
    await Promise.all(devices.map((device) => device.stop()));
  }
});

Deno.test("the seed's clients hear of every message, also of one that was changed before its news came to their instance", async () => {
  await using db = await freshDatabase();
  const [a, b] = await pair(db.url);
  await using _a = a, _b = b;
  const [anna, bert] = [await person(a.url, "anna"), await person(a.url, "bert")];
  const groupId = await groupOf(anna, [bert]);
  const seed = await bert.connect({ url: b.url, seed: true });
  for (let i = 0; i < 8; i++) {
    const { message } = await must(anna, "POST", `/messages/group/${groupId}`, { content: "hasty" });
    await must(anna, "PATCH", `/messages/${message.id}`, { content: `considered ${i}` });
    await seed.until("the message", (frame) => frame.type === "group" && frame.id === message.id);
  }
  const heard = seed.of("group").filter((frame) => frame.content.startsWith("considered"));
  assert.ok(heard.length > 0, "the poll found at least one after it was edited");
  await seed.close();
});

/** A member who sees nothing of what was said before, and one who has hidden the message; each with a socket on both instances. */
async function stage(a: Instance, b: Instance) {
  const [anna, bert, late] = await Promise.all(["anna", "bert", "late"].map((name) => person(a.url, name))) as [
    Person,
    Person,
    Person,
  ];
  const { group } = await must(anna, "POST", "/groups", { name: "g", history_visible: false, members: [bert.id] });
  const say = async (content: string): Promise<string> =>
    (await must(anna, "POST", `/messages/group/${group.id}`, { content })).message.id;
  const message = await say("said early");
  await must(bert, "POST", `/messages/${message}/hide`);
  await must(anna, "POST", `/groups/${group.id}/members`, { user_id: late.id });
  const open = (who: Person) => Promise.all([a, b].map(({ url }) => who.connect({ url })));
  const [lates, berts, annas] = await Promise.all([open(late), open(bert), open(anna)]);
  return { anna, groupId: group.id as string, message, say, blind: [...lates, ...berts], annas };
}

for (const redis of [true, false]) {
  const how = redis ? "with Redis" : "by the poll of the heads";
  Deno.test(`who joined after a message or has hidden it gets its changes as numbers alone, ${how}`, async () => {
    await using db = await freshDatabase();
    await using server = redis ? await startRedis() : undefined;
    const [a, b] = await pair(db.url, server?.url);
    await using _a = a, _b = b;
    const { anna, groupId, message, say, blind, annas } = await stage(a, b);
    await must(anna, "PATCH", `/messages/${message}`, { content: "canary of another wording" });
    await must(anna, "PUT", `/messages/${message}/reactions/${EMOJI[0]}`);
    await must(anna, "PUT", `/messages/${message}/pin`);
    const end = await say("the end");
    for (const socket of [...blind, ...annas]) {
      await socket.until("the end", (frame) => frame.id === end);
      const frames = socket.frames.filter((frame) => frame.conversation_id === groupId && frame.rev !== undefined);
      const last = frames.findLastIndex((frame) => frame.id === end);
      for (const [i, frame] of frames.slice(1, last + 1).entries()) {
        assert.equal(frame.after_rev ?? frame.rev - 1, frames[i].rev, "no number is missing");
      }
    }
    for (const socket of blind) {
      const text = JSON.stringify(socket.frames);
      assert.doesNotMatch(text, /canary|said early|message_updated/);
      assert.ok(socket.of("rev").length > 0);
    }
    for (const socket of annas) assert.match(JSON.stringify(socket.frames), /canary/);
    await Promise.all([...blind, ...annas].map((socket) => socket.close()));
  });
}
