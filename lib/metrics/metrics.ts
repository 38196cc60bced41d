// What an operator sees of one running instance, in the Prometheus text format: every metric once, with its name and meaning (the
// table in docs/metrics.md is held to it by a test). Nothing of it names a person, a conversation or an address.

import { PROTOCOL_VERSION } from "../protocol/limits.ts";
import { type Counts, noCounts } from "./counts.ts";
import { type DatabaseMeasures, databaseMeasures } from "./database.ts";
import { Families } from "./families.ts";
import { declareCounts, declareNow, type Now } from "./traffic.ts";
import { amongWorkers, type Workers } from "./workers.ts";

/** Takes one value into a distribution. */
export interface Observer {
  observe(value: number): void;
}

/** A batch of the writer; all in seconds, but the messages in it. */
export interface BatchMeasures {
  messages: Observer;
  /** from its first message's arrival at the writer to the acks */
  acknowledged: Observer;
  /** from the same to its frames being written to the sockets of this instance */
  delivered: Observer;
}

export interface Metrics {
  counts: Counts;
  batch: BatchMeasures;
  database: DatabaseMeasures;
  /** a refusal that somebody was told, by its code */
  refused(by: "http" | "socket", code: string): void;
  /** @param code of the close; undefined: the peer went */
  closed(code: number | undefined): void;
  /** @param route a pattern of ours, never a path; @param seconds until the answer began */
  answered(request: { route: string; method: string; status: number; seconds: number }): void;
  /** From now on, this is what is true at any moment. */
  watch(now: Now): void;
  /**
   * From now on, this is one of several workers of its process, and what it tells is of all of them.
   * @returns what ends that
   */
  join(workers: number): () => void;
  families: Families;
  /**
   * All of it in the text format of Prometheus.
   * @param build which build of the app answers
   * @throws ParleyError not_ready: not all workers have told theirs
   */
  text(build: string): Promise<string>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const MESSAGES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export function createMetrics(): Metrics {
  const families = new Families();
  const counts = noCounts();
  declareCounts(families, counts);
  const refusals = families.counted("parley_refusals_total", "Refusals that somebody was told, by where and code.", [
    "by",
    "code",
  ]);
  const closes = families.counted(
    "parley_sockets_closed_total",
    "Sockets that ended, by the code they were closed with here; peer: the other side went.",
    ["code"],
  );
  const requests = families.counted("parley_http_requests_total", "Requests, by route, method and status.", [
    "route",
    "method",
    "status",
  ]);
  const answers = families.histogram(
    "parley_http_answer_seconds",
    "Time until an answer began, by route.",
    SECONDS,
    ["route"],
  );
  const info = families.labelled("parley_info", "Always 1: the build of the app, what it speaks, what runs it.", [
    "build",
    "protocol",
    "deno",
  ]);
  let workers: Workers | undefined;
  return {
    counts,
    families,
    batch: batchMeasures(families),
    database: databaseMeasures(families),
    refused: (by, code) => refusals.inc({ by, code }),
    closed: (code) => closes.inc({ code: code === undefined ? "peer" : String(code) }),
    answered({ route, method, status, seconds }) {
      requests.inc({ route, method, status: String(status) });
      answers.observe({ route }, seconds);
    },
    watch: (now) => declareNow(families, now),
    join(count) {
      workers = amongWorkers(families.registry, count);
      return workers.close;
    },
    async text(build) {
      info.set({ build, protocol: PROTOCOL_VERSION, deno: Deno.version.deno }, 1);
      return await (await workers?.together() ?? families.registry).metrics();
    },
  };
}

function batchMeasures(families: Families): BatchMeasures {
  return {
    messages: families.histogram("parley_batch_messages", "Messages that one commit took.", MESSAGES),
    acknowledged: families.histogram(
      "parley_batch_acknowledged_seconds",
      "From the first message of a batch reaching the writer to the acks, after the commit.",
      SECONDS,
    ),
    delivered: families.histogram(
      "parley_batch_delivered_seconds",
      "From the same to its frames being written to the sockets of this instance.",
      SECONDS,
    ),
  };
}
