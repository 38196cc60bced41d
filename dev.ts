// For those who work on Parley: `deno task dev` serves what is in the folder, and the watcher starts it anew after a change;
// `deno task build` builds for `serve.ts`. It is served by the same code as in production, headers included.

import { Builder } from "fresh/dev";
import { build } from "./built.ts";
import { readConfig } from "./lib/config.ts";
import type { Handler } from "./lib/http/headers.ts";
import { openLog } from "./lib/log.ts";
import { readyLines } from "./lib/process/announce.ts";
import { startInstance } from "./lib/process/instance.ts";
import { stopOnSignals } from "./lib/process/signals.ts";
import type { Running } from "./lib/running.ts";
import { answerBy, app } from "./main.ts";

async function loadFromFolder(running: Running): Promise<Handler> {
  const apply = await new Builder({ root: import.meta.dirname }).build({ mode: "development", snapshot: "memory" });
  apply(app);
  answerBy(running);
  return app.handler();
}

if (Deno.args.includes("build")) await build();
else {
  const config = readConfig();
  await openLog(config.logLevel);
  const instance = await startInstance(config, loadFromFolder);
  stopOnSignals(instance.stop, ["SIGTERM"]); // the watcher's, before it starts anew; Ctrl+C ends the watcher itself
  for (const line of readyLines(config, instance)) console.log(line);
}
