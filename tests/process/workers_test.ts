// Workers that fail: at start the operator is told, later another takes the place.

import { strict as assert } from "node:assert";
import { readConfig } from "../../lib/config.ts";
import { startWorkers, WorkerFailed } from "../../lib/process/workers.ts";
import { waitUntil } from "../support/wait.ts";

const MODULE = new URL("./crashing_worker.ts", import.meta.url);
const config = readConfig({ DATABASE_URL: "postgres://nowhere/x", INSTANCES: "2" });

Deno.test("a worker that cannot start says why", async () => {
  await assert.rejects(startWorkers({ ...config, port: 1 }, MODULE), (error: Error) => {
    assert.ok(error instanceof WorkerFailed);
    assert.equal(error.message, "a sentence for the operator");
    return true;
  });
});

Deno.test("a worker that dies is replaced, and the process lives", async () => {
  const starts = new BroadcastChannel("crashing-worker");
  let count = 0;
  starts.onmessage = () => count++;
  const instance = await startWorkers(config, MODULE);
  assert.deepEqual(instance.address.port, 15000);
  await waitUntil("both to be replaced", () => count >= 4);
  await instance.stop();
  starts.close();
});
