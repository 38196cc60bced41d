// What a socket hears when its instance ends, what one that never opened costs, and what becomes of presence while the database
// is away.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Frame, person } from "../support/person.ts";
import { startPostgres } from "../support/postgres.ts";
import { handshakeStatus } from "../support/raw_socket.ts";
import { waitUntil } from "../support/wait.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("what was answered before the end arrives before the close, which is ours", async () => {
  await using instance = await startInstance({ LIMITS: "off" });
  const [anna, bert] = [await person(instance.url, "anna"), await person(instance.url, "bert")];
  const socket = await anna.connect();
  const content = "x".repeat(16_000);
  for (let i = 0; i < 100; i++) socket.send({ type: "private", to: bert.id, content, client_id: `c${i}` });
  await waitUntil("some acks", () => socket.of("ack").length > 0);
  assert.equal(await instance.stop(), 0);
  await waitUntil("the close", () => socket.closed !== undefined);
  assert.deepEqual(socket.closed, { code: 1001, reason: "going away" });
});

Deno.test("handshakes that are broken off do not count as sockets for ever", async () => {
  await using instance = await startInstance({ LIMITS: "off" });
  const anna = await person(instance.url, "anna");
  const { hostname, port } = new URL(instance.url);
  const head =
    `GET /ws HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${anna.token}\r\nupgrade: websocket\r\n` +
    `connection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
  for (let i = 0; i < 60; i++) {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    await connection.write(new TextEncoder().encode(head));
    connection.close();
  }
  const bearer = { authorization: `Bearer ${anna.token}` };
  const admitted = async () => await handshakeStatus(instance.url, "/ws", bearer) === 101;
  await waitUntil("a socket to be admitted", admitted);
});

Deno.test("half a minute without the database takes nobody offline whose socket lives", async () => {
  await using postgres = await startPostgres({ fsync: false });
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    JWT_SECRET: "a secret of more than thirty-two characters",
    INSTANCES: "1",
    LIMITS: "off",
  };
  const [a, b] = await Promise.all([startInstance(env), startInstance(env)]);
  await using _a = a, _b = b;
  const [anna, bert] = [await person(a.url, "anna"), await person(b.url, "bert")];
  const [here, there] = [await anna.connect({ url: a.url }), await bert.connect({ url: b.url })];
  await here.ask({ type: "private", to: bert.id, content: "hello" });
  await pause(6_000); // the first status of each is told
  const told: Frame[] = [];
  here.onFrame = (frame) => frame.type === "user_status" && told.push(frame.content);
  await postgres.kill();
  await pause(31_000); // longer than a lease
  await postgres.restart();
  await waitUntil(
    "sending to work",
    async () => (await here.ask({ type: "private", to: bert.id, content: "again" })).type === "ack",
  );
  await there.until("the message", (frame) => frame.content === "again");
  await pause(12_000);
  assert.deepEqual(told.filter(({ status }) => status === "offline"), []);
  assert.equal((await anna.api("GET", `/users/${bert.id}`)).body.user.status, "online");
  await Promise.all([here.close(), there.close()]);
});
