// Why something did not work, as a sentence for the reader: the server's own, or that it was not reached.

import { ApiError } from "../../lib/client/http.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";

export function reasonOf(error: unknown, t: Dictionary): string {
  if (!(error instanceof ApiError)) return t.error.generic;
  return error.status === 0 ? t.error.unreachable : error.message || t.error.generic;
}
