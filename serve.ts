// The process: configuration, one instance or several workers, and an end in order. `deno task start` runs it.

import { loadBuilt } from "./built.ts";
import { type Config, readConfig } from "./lib/config.ts";
import { openLog } from "./lib/log.ts";
import { readyLines } from "./lib/process/announce.ts";
import { startInstance } from "./lib/process/instance.ts";
import { stopOnSignals, surviveStrays } from "./lib/process/signals.ts";
import { startupProblem } from "./lib/process/startup.ts";
import { startWorkers, WorkerFailed } from "./lib/process/workers.ts";

/** Beside this module: among the sources, and in `_fresh`. */
const WORKER = new URL(import.meta.url.replace(/serve(?=\.[jt]s$)/, "worker"));

let config: Config | undefined;
try {
  config = readConfig();
  await openLog(config.logLevel);
  surviveStrays();
  const starting = config.instances === 1 ? startInstance(config, loadBuilt) : startWorkers(config, WORKER);
  stopOnSignals(async () => await (await starting).stop());
  for (const line of readyLines(config, await starting)) console.log(line);
} catch (error) {
  console.error(error instanceof WorkerFailed ? error.message : startupProblem(error, config) ?? error);
  Deno.exit(1);
}
