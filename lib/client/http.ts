// One request to the REST API. The answers are our own server's; that each holds what its route promises is checked by name only,
// since the browser gets no schemas.

import { isObject } from "./incoming.ts";

/** A refusal: a sentence that may be shown, and a code. `status` 0: the server was not reached. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** Whether an answer has these. */
export const holding = <T>(...keys: (keyof T & string)[]) => (value: unknown): value is T =>
  isObject(value) && keys.every((key) => Object.hasOwn(value, key));

export const anything = (_: unknown): _ is unknown => true;

/** Longer than any answer takes. Without an end to it, one request that a network has swallowed would hold up all that waits for it. */
const PATIENCE_MS = 20_000;
const unreachable = () => new ApiError(0, "unreachable", "");

/** @param path below `/api/v1` @throws ApiError */
export async function call<T>(
  method: string,
  path: string,
  is: (value: unknown) => value is T,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    throw unreachable();
  });
  const value: unknown = await response.json().catch((error) => {
    if (!(error instanceof SyntaxError)) throw unreachable();
  });
  if (response.ok && is(value)) return value;
  const code = isObject(value) && typeof value.code === "string" ? value.code : "internal";
  throw new ApiError(response.status, code, isObject(value) && typeof value.error === "string" ? value.error : "");
}

export const query = (values: Record<string, string | number | undefined>): string => {
  const given = Object.entries(values).flatMap(([key, value]) => value === undefined ? [] : [[key, String(value)]]);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

/** Not reached, or the server cannot right now. A refusal by the socket is an error frame; that it ended is an `Error`. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError
    ? error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500
    : error instanceof Error;
