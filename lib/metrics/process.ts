// The process as an operator sees it, under the names that dashboards know: memory, processor time, start; and how late the event loop
// is, which is what people wait for first. prom-client's own look into /proc and at what Deno answers with nothing but zeros.

import process from "node:process";
import type { Families } from "./families.ts";

const EVERY_MS = 100;
const LATE = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** @returns what ends the watching */
export function watchProcess(families: Families): () => void {
  const startedAt = (performance.timeOrigin + performance.now()) / 1_000;
  families.gauge("process_start_time_seconds", "When it started, in seconds since 1970.", () => startedAt, {
    together: "max",
  });
  families.counter("process_cpu_seconds_total", "Processor time of the process, user and system.", cpuSeconds, {
    together: "max",
  });
  families.gauge("process_resident_memory_bytes", "Memory of the process.", () => Deno.memoryUsage().rss, {
    together: "max",
  });
  families.gauge(
    "parley_heap_bytes",
    "Memory of JavaScript: used, free (kept for more), external (outside of it).",
    heap,
    {
      label: "kind",
    },
  );
  return watchLoop(families);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function heap(): Record<string, number> {
  const { heapUsed, heapTotal, external } = Deno.memoryUsage();
  return { used: heapUsed, free: heapTotal - heapUsed, external };
}

/** A timer that should come every 100 ms: how much later it does is how long everybody waits. */
function watchLoop(families: Families): () => void {
  const lag = families.histogram(
    "parley_event_loop_lag_seconds",
    "How late the event loop is, looked at ten times a second.",
    LATE,
  );
  let due = performance.now() + EVERY_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    lag.observe(Math.max(0, now - due) / 1_000);
    due = now + EVERY_MS;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
