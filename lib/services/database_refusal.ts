// What a client may read of a failure of the database: the one mapping, for requests and for frames.

import { SqlError } from "../../db/sql.ts";
import { ParleyError } from "../protocol/errors.ts";

export const busy = () =>
  new ParleyError("overloaded", "Parley is busy. Please try again in a moment.", { retryAfter: 1 });

const PASSING = new Set<SqlError["kind"]>(["connection", "retry", "lock_timeout", "busy"]);

/** @returns undefined: it is not the database's, or does not pass */
export function databaseRefusal(error: unknown): ParleyError | undefined {
  if (!(error instanceof SqlError)) return undefined;
  if (error.kind === "storage_full") {
    return new ParleyError("storage_full", "There is no space left to store this.", { retryAfter: 60 });
  }
  return PASSING.has(error.kind) ? busy() : undefined;
}
