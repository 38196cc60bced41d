// Why something did not work, as a sentence for the reader: what happened, and what to do next.

import { ApiError } from "../../lib/client/http.ts";
import { refusalText } from "../../lib/client/refusals.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";

export function reasonOf(error: unknown, t: Dictionary): string {
  if (!(error instanceof ApiError)) return t.error.generic;
  return error.status === 0 ? t.error.unreachable : refusalText(t, error.code, error.message);
}
