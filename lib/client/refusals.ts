// A refusal as a sentence for its reader: what happened and what to do next, in their language, by its code. Pages of the server and of the
// browser say the same.

import type { Dictionary } from "../i18n/en.ts";
import type { ErrorCode } from "../protocol/errors.ts";

/** What the server says of these knows more than the code: which field, how much, how long, under which number. It is English. */
const DETAILED: ReadonlySet<string> = new Set<ErrorCode>([
  "invalid_field",
  "too_large",
  "limit_reached",
  "group_full",
  "owns_groups",
  "rate_limited",
  "internal",
]);

/** @param own the server's sentence; a code that this version does not know is told by it alone */
export function refusalText(t: Dictionary, code: string, own = ""): string {
  const all: Readonly<Record<ErrorCode, { what: string; next: string }>> = t.refusals.of;
  const known = new Map(Object.entries(all)).get(code);
  if (known === undefined) return own || t.error.generic;
  const sentence = t.refusals.together(known.what, known.next);
  return DETAILED.has(code) && own !== "" ? t.refusals.detail(sentence, own) : sentence;
}
