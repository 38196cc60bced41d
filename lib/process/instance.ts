// One serving instance: something assembled, behind a port, and how it ends in order. It knows neither signals nor workers.

import { assemble } from "../assemble.ts";
import type { Config } from "../config.ts";
import { type Handler, withHeaders } from "../http/headers.ts";
import { measured } from "../http/measured.ts";
import type { Running } from "../running.ts";
import * as people from "../services/people.ts";
import { whenReachable } from "./startup.ts";

export interface Instance {
  /** what it listens on; the port is the real one where 0 was asked for */
  address: { hostname: string; port: number };
  /** nobody has an account yet */
  isNew: boolean;
  /** Answers what was begun, closes the sockets, and lets go of everything. */
  stop(): Promise<void>;
}

const LAST_REQUESTS_MS = 4_000;

/**
 * @param config what to run
 * @param load gives the app's handler
 * @param reusePort other instances listen on the same port
 * @throws what `startupProblem` knows to explain
 */
export async function startInstance(
  config: Config,
  load: (running: Running) => Promise<Handler>,
  reusePort = false,
): Promise<Instance> {
  const running = await whenReachable(() => assemble(config));
  const leaveWorkers = reusePort ? running.deps.metrics.join(config.instances) : () => {};
  try {
    const underWay = new Set<Promise<unknown>>();
    const handler = remembered(measured(withHeaders(await load(running), config), running.deps.metrics), underWay);
    const isNew = !await people.isAnybodyThere(running.deps);
    const { host: hostname, port } = config;
    const server = Deno.serve(
      { hostname, port, reusePort, automaticCompression: true, onListen: () => {} },
      handler,
    );
    return { address: server.addr, isNew, stop: () => stop(running, server, underWay).finally(leaveWorkers) };
  } catch (error) {
    leaveWorkers();
    await running.close();
    throw error;
  }
}

/** @param underWay holds the answers that are still being made */
const remembered = (handler: Handler, underWay: Set<Promise<unknown>>): Handler => (req, info) => {
  const answer = Promise.resolve(handler(req, info));
  const forget = () => void underWay.delete(answer);
  underWay.add(answer);
  answer.then(forget, forget);
  return answer;
};

/**
 * Sockets first, while requests are still answered: shutdown() would cut them off without a word. Then what is being answered, for
 * shutdown() also cuts off a body that is still on its way.
 */
async function stop(running: Running, server: Deno.HttpServer, underWay: Set<Promise<unknown>>): Promise<void> {
  await running.drain();
  const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_REQUESTS_MS));
  await Promise.race([Promise.allSettled(underWay).then(() => server.shutdown()), late]);
  await running.close();
}
