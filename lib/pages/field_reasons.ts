// Why a field was refused, in the reader's language. The server tells every client in English; people read the sentences of its own forms
// as their own, and any other as it came.

import type { Dictionary } from "../i18n/en.ts";

type Reasons = Dictionary["fieldReasons"];

const KNOWN: readonly [RegExp, (t: Reasons, first: number, second: number) => string][] = [
  [/^not an e-mail address$/, (t) => t.email],
  [/^letters, digits and/, (t) => t.letters],
  [/^letters of one alphabet only$/, (t) => t.alphabet],
  [/^(\d+) to (\d+) characters$/, (t, min, max) => t.between(min, max)],
  [/^at least (\d+) characters$/, (t, min) => t.least(min)],
  [/^at most (\d+) characters$/, (t, max) => t.most(max)],
  [/^too common/, (t) => t.common],
  [/^must not be your name/, (t) => t.own],
  [/^taken$/, (t) => t.taken],
];

/** @param fields the server's reasons by field */
export const fieldReasons = (fields: Readonly<Record<string, string>>, t: Dictionary): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([field, why]) => [field, inWords(why, t.fieldReasons)]));

function inWords(why: string, t: Reasons): string {
  for (const [sentence, say] of KNOWN) {
    const found = sentence.exec(why);
    if (found) return say(t, Number(found[1]), Number(found[2]));
  }
  return why;
}
