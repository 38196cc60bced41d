// The shipped nginx.conf before two real instances: people chat through it, and one instance that goes takes nobody with it.

import { strict as assert } from "node:assert";
import { checkGroup } from "../support/check.ts";
import { Device } from "../support/device.ts";
import { startInstance } from "../support/instance.ts";
import { groupOf, load } from "../support/load.ts";
import { startNginx } from "../support/nginx.ts";
import { person } from "../support/person.ts";
import { freshDatabase, sharedRedis } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

Deno.test("people chat through nginx over two instances, and go on when one of them is stopped", async () => {
  await using db = await freshDatabase();
  const env = {
    DATABASE_URL: db.url,
    REDIS_URL: await sharedRedis(),
    JWT_SECRET: "a secret of more than thirty-two characters",
    TRUSTED_PROXIES: "127.0.0.1",
    LIMITS: "off",
  };
  const [a, b] = await Promise.all([startInstance(env), startInstance(env)]);
  await using _a = a, _b = b;
  await using nginx = await startNginx({ upstreams: [`127.0.0.1:${a.port}`, `127.0.0.1:${b.port}`] });
  const people = await Promise.all(Array.from({ length: 6 }, () => person(nginx.url)));
  const groupId = await groupOf(people[0]!, people.slice(1));
  const devices = people.map((who) => new Device(who, [nginx.url]));
  devices.forEach((device) => device.start());
  await waitUntil("all to be connected", () => devices.every((device) => device.socket !== undefined));
  await load(devices, groupId, "through", 30);
  await checkGroup(devices, groupId, [nginx.url, a.url, b.url], 180);
  const sending = load(devices, groupId, "half", 60);
  assert.equal(await a.stop(), 0);
  await sending;
  await checkGroup(devices, groupId, [nginx.url, b.url], 540);
  await Promise.all(devices.map((device) => device.stop()));
});

Deno.test("behind nginx, sessions show the client's address and not one that it made up", async () => {
  await using instance = await startInstance({ TRUSTED_PROXIES: "127.0.0.1" });
  await using nginx = await startNginx({ upstreams: [`127.0.0.1:${instance.port}`] });
  const anna = await person(nginx.url);
  const response = await fetch(`${nginx.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.7", authorization: "" },
    body: JSON.stringify({ email: anna.username, password: "correct horse battery" }),
  });
  await response.body?.cancel();
  const { body } = await anna.api("GET", "/auth/sessions");
  const addresses = body.sessions.map((it: { ip: string }) => it.ip);
  assert.ok(addresses.length > 0);
  assert.ok(addresses.every((ip: string) => ip === "127.0.0.1"), addresses.join(" "));
});
