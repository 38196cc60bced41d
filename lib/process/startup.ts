// What can go wrong at start, said so that whoever runs Parley knows what to do; and patience with a database that starts later.

import { resolve } from "node:path";
import { SqlError } from "../../db/sql.ts";
import { DatabaseUnfit, DirectoryInUse } from "../assemble.ts";
import { RedisRefuses } from "../bus/redis_refuses.ts";
import { type Config, ConfigError } from "../config.ts";
import { logger } from "../log.ts";

/** There is nothing to serve yet; the message is a sentence for the operator. */
export class NotBuilt extends Error {
  override readonly name = "NotBuilt";
  constructor() {
    super("The app is not built. Run `deno task build` first, or `deno task start`, which does both.");
  }
}

const PATIENCE_MS = 20_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;

/** Tries again while the database cannot be reached, for 20 s. */
export async function whenReachable<T>(start: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS;; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await start();
    } catch (error) {
      if (!isUnreachable(error) || performance.now() > until) throw error;
      logger("process").warn("waiting for the database: {reason}", { reason: reasonOf(error) });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const isUnreachable = (error: unknown): error is SqlError =>
  error instanceof SqlError && (error.kind === "connection" || error.kind === "busy");

/** Their messages are sentences for the operator. */
const SENTENCES = [ConfigError, DatabaseUnfit, DirectoryInUse, NotBuilt];

/** A sentence for the operator; undefined: it is a fault of ours, and the stack is of more use. */
export function startupProblem(error: unknown, config?: Config): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (SENTENCES.some((kind) => error instanceof kind)) return error.message;
  return config && (neighbourProblem(error, config) ?? systemProblem(error, config));
}

/** What Postgres or Redis says. */
function neighbourProblem(error: Error, { database, redis }: Config): string | undefined {
  if (error instanceof SqlError && database !== "embedded") {
    const { host, pathname } = new URL(database.url);
    const verb = isUnreachable(error) ? "cannot be reached" : "refuses";
    return `The database ${decodeURIComponent(pathname.slice(1))} at ${host} ${verb}: ${
      reasonOf(error)
    }. Check DATABASE_URL, or DB_HOST and what goes with it.`;
  }
  if (error instanceof RedisRefuses && redis !== undefined) {
    return `Redis at ${
      new URL(redis.url).host
    } refuses: ${error.message}. Check REDIS_URL: user and password stand in it, ` +
      "as in redis://user:password@host:6379, and it has to be Redis 7 or later.";
  }
  return undefined;
}

/** What the system says about the address, the port and the folder. */
function systemProblem(error: Error, { host, port, dataDir }: Config): string | undefined {
  if (error instanceof Deno.errors.AddrInUse) {
    return `Port ${port} on ${host} is in use by another program. Stop it, or set PORT to another one.`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `This machine does not have the address ${host}. Set HOST to one that it has.`;
  }
  if (error instanceof SqlError && error.kind === "storage_full") {
    return `The disk of DATA_DIR (${dataDir}) is full: the database there cannot begin. Make room, then start Parley again.`;
  }
  if (UNKNOWN_NAME.test(error.message)) {
    return `HOST is ${host}, a name that this machine does not know. Set HOST to an address that it has.`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    const path = OF_PATH.exec(error.message)?.[1];
    return path === undefined
      ? `Parley's user may not listen on port ${port}: those below 1024 are mostly for root. Set PORT to a higher one.`
      : `Parley's user may not write ${path}. Give that user all of ${dataDir}, or set DATA_DIR to another folder below ./data.`;
  }
  if (error instanceof Deno.errors.NotCapable && isBelow(dataDir, error)) {
    return `DATA_DIR is ${dataDir}, but Parley may write only below ./data of its own folder (${error.message}).`;
  }
  return undefined;
}

/** How Deno tells what has no class of its own, and of which file it speaks. */
const UNKNOWN_NAME = /failed to lookup address/;
const OF_PATH = /: \w+ '([^']+)'/;

/** Deno names the path that it refused as it was asked for, or in full. */
function isBelow(dir: string, { message }: Error): boolean {
  const refused = /access to "([^"]+)"/.exec(message)?.[1];
  return refused !== undefined && `${resolve(refused)}/`.startsWith(`${resolve(dir)}/`);
}

/** Node's network errors to several addresses have no message of their own. */
function reasonOf(error: SqlError): string {
  const { cause } = error;
  return error.message || (cause instanceof Error && "code" in cause ? String(cause.code) : "no answer");
}
