/// <reference lib="deno.worker" />
// For workers_test.ts: takes a moment to load, serves nothing, tells when it starts, and dies of an error a moment after that.

import type { Order, Report } from "../../lib/process/workers.ts";

await new Promise((resolve) => setTimeout(resolve, 50)); // what a module waits for at its top level, its importers wait for

const starts = new BroadcastChannel("crashing-worker");
const tell = (report: Report) => self.postMessage(report);

self.onmessage = ({ data }: MessageEvent<Order>) => {
  if (data.kind === "stop") return tell({ kind: "stopped" });
  if (data.config.port === 1) return tell({ kind: "failed", problem: "a sentence for the operator" });
  starts.postMessage("started");
  tell({ kind: "ready", hostname: "127.0.0.1", port: 15000, isNew: false });
  setTimeout(() => {
    throw new Error("planned by a test");
  }, 300);
};
tell({ kind: "listening" });
