// The one mapping of what was thrown to an HTTP answer. A refusal is told to its cause; anything else is logged with the request's
// id, and the client learns only that.

import { HttpError } from "fresh";
import { logger } from "../log.ts";
import type { State } from "./define.ts";
import { ERROR_STATUS, ParleyError } from "../protocol/errors.ts";
import { databaseRefusal } from "../services/database_refusal.ts";

const log = logger("http");

/** The answer to what a route threw; it is counted. */
export function refuse(error: unknown, { requestId, running }: Pick<State, "requestId" | "running">): Response {
  const refusal = refusalOf(error, requestId);
  running.deps.metrics.refused("http", refusal.code);
  return errorResponse(refusal, requestId);
}

/** JSON: `{error, code, fields?}`, with `retry-after` where waiting helps. */
export function errorResponse(error: unknown, requestId: string): Response {
  const { code, message, status, detail } = refusalOf(error, requestId);
  const headers = new Headers();
  if (detail.retryAfter !== undefined) headers.set("retry-after", String(Math.ceil(detail.retryAfter)));
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return Response.json({ error: message, code, fields: detail.fields }, { status, headers });
}

/** The same as an error that Fresh's error pages understand. */
export function pageError(error: unknown, requestId: string): HttpError {
  if (error instanceof HttpError) return error;
  const { code, message } = refusalOf(error, requestId);
  return new HttpError(ERROR_STATUS[code], message, { cause: error });
}

/** Whatever was thrown as a refusal that may be told. */
export function refusalOf(error: unknown, requestId: string): ParleyError {
  if (error instanceof ParleyError) return error;
  if (error instanceof HttpError && error.status < 500) return fromFresh(error.status);
  const refused = databaseRefusal(error);
  if (refused !== undefined) {
    if (refused.code === "storage_full") log.error("the database's disk is full", { requestId });
    else log.warn("the database did not answer: {error}", { requestId, error });
    return refused;
  }
  log.error("unexpected: {error}", { requestId, error });
  return new ParleyError("internal", `Something went wrong here. It was noted as ${requestId}.`);
}

function fromFresh(status: number): ParleyError {
  if (status === 405) return new ParleyError("method_not_allowed", "This address does not answer that method.");
  if (status === 404) return new ParleyError("not_found", "There is nothing at this address.");
  return new ParleyError("invalid_field", "The request cannot be understood.");
}
