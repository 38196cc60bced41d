// The metrics of all workers of one process as one answer. Which of them a request reaches is chance, and counters that were now
// one's and now another's would seem to fall: so whoever is asked asks the others, and adds up. Nothing is shared until then.

import { AggregatorRegistry, type Registry } from "prom-client";
import { ParleyError } from "../protocol/errors.ts";

export interface Workers {
  /**
   * What all of them have counted, together.
   * @throws ParleyError not_ready: one is stalled, or is being replaced; a sum without it would be smaller than the last one was
   */
  together(): Promise<Pick<Registry, "metrics">>;
  close(): void;
}

type Numbers = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;
type Told = { kind: "ask"; id: string } | { kind: "numbers"; id: string; numbers: Numbers };

const CHANNEL = "parley-metrics";
/** Shorter than Prometheus waits, which is 10 s. */
const PATIENCE_MS = 3_000;

/**
 * @param own of this worker
 * @param count of the workers of this process
 * @param patienceMs how long the others may take
 */
export function amongWorkers(own: Registry, count: number, patienceMs = PATIENCE_MS): Workers {
  const channel = new BroadcastChannel(CHANNEL);
  const asked = new Map<string, (numbers: Numbers) => void>();
  let closed = false;
  const tell = (what: Told): void => {
    if (!closed) channel.postMessage(what);
  };
  channel.onmessage = async ({ data }: MessageEvent<Told>) => {
    if (data.kind === "numbers") asked.get(data.id)?.(data.numbers);
    else tell({ kind: "numbers", id: data.id, numbers: await own.getMetricsAsJSON() });
  };

  function others(): Promise<Numbers[]> {
    const id = crypto.randomUUID();
    const told: Numbers[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<Numbers[]>();
    const late = new ParleyError("not_ready", "Not every worker of this process has answered.");
    const timer = setTimeout(() => reject(late), patienceMs);
    asked.set(id, (numbers) => told.push(numbers) === count - 1 && resolve(told));
    tell({ kind: "ask", id });
    return promise.finally(() => (clearTimeout(timer), asked.delete(id)));
  }

  return {
    together: async () => AggregatorRegistry.aggregate([...await others(), await own.getMetricsAsJSON()]),
    close() {
      closed = true;
      channel.close();
    },
  };
}
