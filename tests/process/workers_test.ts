// Workers that fail: at start the operator is told, later another takes the place. And what they tell of themselves together.

import { strict as assert } from "node:assert";
import { readConfig } from "../../lib/config.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import { amongWorkers } from "../../lib/metrics/workers.ts";
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

Deno.test("workers of one process answer for all of it; without one of them, nobody answers for less", async () => {
  const [one, two, three] = [2, 3, 5].map((count) => {
    const { families } = createMetrics();
    families.counter("c_total", "counted", () => count);
    families.gauge("g", "the same for all", () => count, { together: "max" });
    return families.registry;
  });
  const first = amongWorkers(one!, 3, 200);
  const second = amongWorkers(two!, 3, 200);
  await assert.rejects(first.together(), { code: "not_ready", status: 503 });
  const third = amongWorkers(three!, 3);
  for (const worker of [second, third]) {
    assert.match(await (await worker.together()).metrics(), /^c_total 10$[^]*^g 5$/m);
  }
  for (const worker of [first, second, third]) worker.close();
});
