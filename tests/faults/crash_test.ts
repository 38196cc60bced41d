// What breaks hard: the only instance killed, its database restarted or cut off under load. Whatever was acked is there, once.

import { strict as assert } from "node:assert";
import { checkGroup } from "../support/check.ts";
import { Device } from "../support/device.ts";
import { dataFolder, startInstance } from "../support/instance.ts";
import { groupOf, load } from "../support/load.ts";
import { person } from "../support/person.ts";
import { freePort } from "../support/port.ts";
import { startPostgres } from "../support/postgres.ts";
import { removeFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const people = (url: string, count: number) => Promise.all(Array.from({ length: count }, () => person(url)));

Deno.test("kill -9 of the only instance on its embedded database, again and again under load, loses and doubles nothing that was acked", async () => {
  const dir = await dataFolder();
  const env = { PORT: String(freePort()), LIMITS: "off" };
  let instance = await startInstance(env, { dir });
  const crowd = await people(instance.url, 6);
  const groupId = await groupOf(crowd[0]!, crowd.slice(1));
  const devices = crowd.map((who) => new Device(who, [instance.url]));
  devices.forEach((device) => device.start());
  for (let round = 0; round < 3; round++) {
    const sending = load(devices, groupId, `round${round}`, 40);
    await pause(60 + round * 50);
    await instance.kill();
    instance = await startInstance(env, { dir });
    await sending;
    await checkGroup(devices, groupId, [instance.url], 240 * (round + 1));
  }
  await Promise.all(devices.map((device) => device.stop()));
  assert.equal(await instance.stop(), 0);
  await removeFolder(dir);
});

Deno.test("a second process on the same folder is refused with a clear sentence, and the first does not notice", async () => {
  await using first = await startInstance();
  const anna = await person(first.url);
  await assert.rejects(startInstance({}, { dir: first.dataDir }), /already running on .*\. Stop it first/);
  assert.equal((await anna.api("GET", "/users/profile")).status, 200);
});

Deno.test("Postgres restarted in the middle of a load: sends wait, nothing acked is lost or doubled, and it heals by itself", async () => {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase();
  await using instance = await startInstance({ DATABASE_URL: url, INSTANCES: "1", LIMITS: "off" });
  const crowd = await people(instance.url, 6);
  const groupId = await groupOf(crowd[0]!, crowd.slice(1));
  const devices = crowd.map((who) => new Device(who, [instance.url]));
  devices.forEach((device) => device.start());
  const sending = load(devices, groupId, "restart", 100);
  await pause(200);
  await postgres.restart();
  await sending;
  await checkGroup(devices, groupId, [instance.url], 600);
  await Promise.all(devices.map((device) => device.stop()));
});

Deno.test("a Postgres that falls silent hangs nobody: who sends or asks is refused, and once it answers again all is there, once", async () => {
  await using postgres = await startPostgres();
  await using instance = await startInstance({ DATABASE_URL: await postgres.createDatabase(), INSTANCES: "1" });
  const [anna, bert] = [await person(instance.url), await person(instance.url)];
  const [here, there] = [await anna.connect(), await bert.connect()];
  const send = (client_id: string) => here.ask({ type: "private", to: bert.id, content: client_id, client_id }, 60_000);
  const isReady = async () => {
    const response = await fetch(`${instance.url}/readyz`);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal((await send("before")).type, "ack");

  await postgres.pause();
  const [refused, status] = await Promise.all([send("meanwhile"), isReady()]);
  assert.deepEqual([refused.type, refused.code, status], ["error", "overloaded", 503]);
  await postgres.resume();

  await waitUntil("it to be ready", async () => await isReady() === 200);
  for (const id of ["meanwhile", "after"]) assert.equal((await send(id)).type, "ack");
  await there.until("the last", (it) => it.content === "after");
  const { body } = await bert.api("GET", `/messages/private/${anna.id}`);
  const said = body.messages.map((it: { content: string }) => it.content);
  assert.deepEqual(said, ["after", "meanwhile", "before"]);
  await Promise.all([here.close(), there.close()]);
});

Deno.test("an instance that is paused for 20 seconds comes back without a restart by hand, and nothing is missing", async () => {
  await using instance = await startInstance({ LIMITS: "off" });
  const crowd = await people(instance.url, 3);
  const groupId = await groupOf(crowd[0]!, crowd.slice(1));
  const devices = crowd.map((who) => new Device(who, [instance.url]));
  devices.forEach((device) => device.start());
  const sending = load(devices, groupId, "pause", 40);
  await pause(100);
  await instance.pause();
  await pause(20_000);
  await instance.resume();
  await sending;
  await checkGroup(devices, groupId, [instance.url], 120);
  await Promise.all(devices.map((device) => device.stop()));
});
