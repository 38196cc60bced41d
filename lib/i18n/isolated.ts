// What is put into a sentence must not turn it around: the name of somebody who is called مريم would take the full stop behind it, or a
// second name, to its own other side. So it stands between the marks that Unicode has for that (UAX 9: FSI and PDI), as Fluent does it.
// Only where it matters: whatever is written from left to right stays as it is. Pure.

/** Letters from right to left, and marks that turn what follows: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and others. */
const TURNS =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export const isolated = (text: string): string => TURNS.test(text) ? `\u2068${text}\u2069` : text;

/** A dictionary whose sentences isolate each text that is put into them. */
export function isolating<T>(words: T): T;
export function isolating(words: unknown): unknown {
  if (typeof words === "function") {
    return (...given: unknown[]) => Reflect.apply(words, undefined, given.map(withMarks));
  }
  if (typeof words !== "object" || words === null || Array.isArray(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([key, inner]) => [key, isolating(inner)]));
}

function withMarks(given: unknown): unknown {
  if (typeof given === "string") return isolated(given);
  return Array.isArray(given) ? given.map(withMarks) : given;
}
