// Why something did not work, as a sentence for the reader: in their language where the code says enough, else the server's own.

import { ApiError } from "../../lib/client/http.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";

export function reasonOf(error: unknown, t: Dictionary): string {
  if (!(error instanceof ApiError)) return t.error.generic;
  if (error.status === 0) return t.error.unreachable;
  return error.message || reasonByCode(error.code, t) || t.error.generic;
}

/** Shorter than the server's sentence, for beside what did not work. */
export function shortReason(error: unknown, t: Dictionary): string {
  return (error instanceof ApiError && reasonByCode(error.code, t)) || reasonOf(error, t);
}

const reasonByCode = (code: string, t: Dictionary): string | undefined => new Map(Object.entries(t.reason)).get(code);
