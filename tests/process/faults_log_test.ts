// While the database is away, the log says so in a line now and then, and not several times a second with a stack.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { startPostgres } from "../support/postgres.ts";
import { waitUntil } from "../support/wait.ts";

Deno.test("a database that is away is one line in the log and no stack", async () => {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase();
  await using instance = await startInstance({ DATABASE_URL: url, INSTANCES: "1" });
  const before = instance.output().length;
  const said = () => instance.output().slice(before);
  const lines = () => said().split("\n").filter((line) => line.includes("does not answer"));
  await postgres.kill();
  await waitUntil("the line", () => lines().length > 0);
  await new Promise((resolve) => setTimeout(resolve, 4_000)); // many attempts, and less than until it is said again
  assert.equal(lines().length, 1, said());
  assert.match(lines()[0]!, /the database/);
  assert.doesNotMatch(said(), /"stack"/);
});
