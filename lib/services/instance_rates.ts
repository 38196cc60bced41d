// The rates that hold for each person on one instance, made of its limits.

import type { Limits } from "../protocol/limits.ts";
import type { Deps } from "./deps.ts";
import { burstRate, hourlyRate, minuteRate, unlimited } from "./rates.ts";
import { uploadsAtOnce } from "./uploads.ts";

/** @param areLimited false is for benchmarks and load tests: it lifts rates, and not what bounds memory */
export function instanceRates(
  limits: Limits,
  areLimited: boolean,
): Pick<Deps, "searches" | "writes" | "exports" | "uploads"> {
  const atOnce = limits.uploadsAtOnce; // it bounds memory: no rate
  if (!areLimited) {
    return { searches: unlimited, writes: unlimited, exports: unlimited, uploads: uploadsAtOnce(unlimited, atOnce) };
  }
  return {
    uploads: uploadsAtOnce(minuteRate("upload", limits.uploadsPerMinute), atOnce),
    searches: burstRate("search", { perSecond: limits.searchesPerSecond, burst: limits.searchesBurst }),
    writes: burstRate("write", { perSecond: limits.messagesPerSecond, burst: limits.messagesBurst }),
    exports: hourlyRate("export", limits.exportsPerHour),
  };
}
