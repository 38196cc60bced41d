// While the database is away, or Redis refuses, the log says so in a line now and then, and not several times a second with a stack.

import { strict as assert } from "node:assert";
import { createClient } from "redis";
import { type Instance, startInstance } from "../support/instance.ts";
import { person } from "../support/person.ts";
import { startPostgres } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { freshDatabase } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

/** What an instance logs of one kind within four seconds of many attempts: less than until it is said again. */
async function saidOf(instance: Instance, kind: string, cause: () => Promise<void>): Promise<string[]> {
  const before = instance.output().length;
  const said = () => instance.output().slice(before);
  const lines = () => said().split("\n").filter((line) => line.includes(kind));
  await cause();
  await waitUntil("the line", () => lines().length > 0);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  assert.doesNotMatch(said(), /"stack"/);
  return lines();
}

Deno.test("a database that is away is one line in the log and no stack", async () => {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase();
  await using instance = await startInstance({ DATABASE_URL: url, INSTANCES: "1" });
  const lines = await saidOf(instance, "does not answer", () => postgres.kill());
  assert.equal(lines.length, 1, lines.join("\n"));
  assert.match(lines[0]!, /the database/);
});

Deno.test("a Redis that begins to refuse is one line in the log and no stack, however much is said meanwhile", async () => {
  await using database = await freshDatabase();
  await using redis = await startRedis();
  await using instance = await startInstance({ DATABASE_URL: database.url, INSTANCES: "1", REDIS_URL: redis.url });
  const anna = await person(instance.url);
  const admin = await createClient({ url: redis.url }).connect();
  const lines = await saidOf(instance, "Redis refuses", async () => {
    await admin.sendCommand(["ACL", "SETUSER", "default", "-@pubsub"]);
    for (let n = 0; n < 5; n++) await anna.api("POST", `/messages/private/${anna.id}`, { content: "hello" });
  });
  admin.destroy();
  assert.equal(lines.length, 1, lines.join("\n"));
  assert.match(lines[0]!, /NOPERM/);
});
