// For those who work on Parley: `deno task dev` serves what is in the folder; after a change the watcher starts it anew and open
// pages reload themselves. The headers around the app are put there by `lib/process/instance.ts` alone.

import { Builder } from "fresh/dev";
import { assemble } from "./lib/assemble.ts";
import { readConfig } from "./lib/config.ts";
import { openLog } from "./lib/log.ts";
import { stopOnSignals } from "./lib/process/signals.ts";
import { answerBy } from "./main.ts";

const config = { ...readConfig(), development: true };
await openLog(config.logLevel);
const running = await assemble(config);
const stop = async () => {
  await running.drain();
  await running.close();
};
stopOnSignals(stop, ["SIGTERM"]); // the watcher's, before it starts anew; Ctrl+C ends the watcher itself
answerBy(running);
const { host: hostname, port } = config;
await new Builder({ root: import.meta.dirname }).listen(() => import("./main.ts"), { hostname, port });
