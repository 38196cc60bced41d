// Several instances in one process: workers that share the port (SO_REUSEPORT), each with an event loop, a database pool and a hub
// of its own. Workers and not processes, because a server that may start programs is a server that an attacker can make start some.

import * as z from "zod";
import type { Config } from "../config.ts";
import { logger } from "../log.ts";
import type { Instance } from "./instance.ts";

/** What a worker tells: it listens to orders, it serves, it could not, or it is done. */
const report = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("listening") }),
  z.object({ kind: z.literal("ready"), hostname: z.string(), port: z.number(), isNew: z.boolean() }),
  z.object({ kind: z.literal("failed"), problem: z.string() }),
  z.object({ kind: z.literal("stopped") }),
]);
export type Report = z.infer<typeof report>;
type Ready = Extract<Report, { kind: "ready" }>;
/** What a worker is told. */
export type Order = { kind: "start"; config: Config } | { kind: "stop" };

/** A worker could not start; the message is a sentence for the operator. */
export class WorkerFailed extends Error {
  override readonly name = "WorkerFailed";
}

const RESTART_MS = 1_000;

/**
 * Starts `config.instances` workers, the first alone: it brings the database up to date and finds the port.
 * @param module the worker's entry
 * @throws WorkerFailed
 */
export async function startWorkers(config: Config, module: URL): Promise<Instance> {
  const running = new Set<Worker>();
  let stopping = false;
  const start = async (given: Config): Promise<Ready> => {
    const worker = new Worker(module, { type: "module" });
    const ready = await begin(worker, given).catch((error) => {
      worker.terminate();
      throw error;
    });
    running.add(worker);
    worker.onerror = (event) => {
      event.preventDefault(); // or this thread would end with it
      running.delete(worker);
      logger("process").error("a worker ended: {reason}", { reason: event.message });
      again(given);
    };
    return ready;
  };
  // As often as it takes: what ended it, such as a database that is away, may keep it from starting for a while.
  const again = (given: Config): void => {
    setTimeout(() => {
      if (!stopping) start(given).catch((error) => (onError(error), again(given)));
    }, RESTART_MS);
  };
  const first = await start(config);
  const others = { ...config, port: first.port };
  await Promise.all(Array.from({ length: config.instances - 1 }, () => start(others)));
  return {
    address: first,
    isNew: first.isNew,
    async stop() {
      stopping = true;
      await Promise.all([...running].map(end));
    },
  };
}

const onError = (error: unknown) => logger("process").error("a worker did not start again: {error}", { error });

/** @throws WorkerFailed */
function begin(worker: Worker, config: Config): Promise<Ready> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      const told = report.parse(data);
      // Not earlier: while a module of its waits at its top level, as some of Fresh do, a message finds nobody and is lost.
      if (told.kind === "listening") order(worker, { kind: "start", config });
      else if (told.kind === "ready") resolve(told);
      else if (told.kind === "failed") reject(new WorkerFailed(told.problem));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new WorkerFailed(event.message));
    };
  });
}

function end(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      if (report.parse(data).kind === "stopped") resolve();
    };
    order(worker, { kind: "stop" });
  });
}

const order = (worker: Worker, what: Order): void => worker.postMessage(what);
