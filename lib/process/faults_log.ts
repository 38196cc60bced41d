// What fails in the background goes to the log; a database or Redis that is away or refuses, only once in a while: every poll, presence
// and reconnect notices it, several times a second, and one line says as much.

import { SqlError } from "../../db/sql.ts";
import { RedisRefuses } from "../bus/redis_refuses.ts";
import { logger } from "../log.ts";

const AGAIN_MS = 10_000;

/** What a server that does not answer looks like to node:net and node-redis. */
const AWAY =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|NR_CLOSED)|socket closed|connection timeout|the client is (closed|offline)/i;

/** @returns what is called with everything that fails in the background */
export function faultsLog(): (error: unknown) => void {
  const log = logger("instance");
  const toldAt = new Map<string, number>();
  return (error) => {
    const what = missingOf(error);
    if (what === undefined) return log.error("something failed", { error });
    const now = performance.now();
    if (now - (toldAt.get(what) ?? -Infinity) < AGAIN_MS) return;
    toldAt.set(what, now);
    log.warn("{what}: {reason}", {
      what,
      reason: error instanceof Error ? error.message : String(error),
    });
  };
}

type Missing =
  | "the database does not answer"
  | "the database is busy"
  | "the database's disk is full"
  | "Redis does not answer"
  | "Redis refuses";

const OF_DATABASE: Partial<Record<SqlError["kind"], Missing>> = {
  connection: "the database does not answer",
  busy: "the database is busy",
  storage_full: "the database's disk is full",
};

function missingOf(error: unknown): Missing | undefined {
  if (error instanceof SqlError) return OF_DATABASE[error.kind];
  if (error instanceof RedisRefuses) return "Redis refuses";
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  return AWAY.test(code) || AWAY.test(error.message) ? "Redis does not answer" : undefined;
}
