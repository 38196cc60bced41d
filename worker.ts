/// <reference lib="deno.worker" />
// One of several instances on the same port: `serve.ts` starts and stops it (see lib/process/workers.ts).

import { loadBuilt } from "./built.ts";
import type { Config } from "./lib/config.ts";
import { openLog } from "./lib/log.ts";
import { type Instance, startInstance } from "./lib/process/instance.ts";
import { surviveStrays } from "./lib/process/signals.ts";
import { startupProblem } from "./lib/process/startup.ts";
import type { Order, Report } from "./lib/process/workers.ts";

let instance: Instance | undefined;

const tell = (report: Report): void => self.postMessage(report);

async function start(config: Config): Promise<void> {
  try {
    await openLog(config.logLevel);
    surviveStrays();
    instance = await startInstance(config, loadBuilt, true);
    tell({ kind: "ready", ...instance.address, isNew: instance.isNew });
  } catch (error) {
    tell({ kind: "failed", problem: startupProblem(error, config) ?? String(error) });
  }
}

async function stop(): Promise<void> {
  await instance?.stop();
  tell({ kind: "stopped" });
}

self.onmessage = ({ data }: MessageEvent<Order>) => void (data.kind === "start" ? start(data.config) : stop());
tell({ kind: "listening" });
