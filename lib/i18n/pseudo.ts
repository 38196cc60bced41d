// Languages that nobody speaks, made of the English words, for developers and tests alone (`DEVELOPMENT=on`). `en-XA` is accented and two
// fifths longer: what stays plain was never translated, what is cut off had no room. `ar-XB` is written from right to left.
// The tags and both ways are those of Android and Chromium.

import type { Dictionary } from "./en.ts";

export const PSEUDO_LOCALES = ["en-XA", "ar-XB"] as const;
export type PseudoLocale = (typeof PSEUDO_LOCALES)[number];

export const isPseudo = (locale: string): locale is PseudoLocale => PSEUDO_LOCALES.some((it) => it === locale);

/** The English dictionary as that language would have it. */
export const pseudo = (words: Dictionary, locale: PseudoLocale): Dictionary =>
  changed(words, locale === "en-XA" ? longer : mirrored);

function changed<T>(words: T, change: (text: string) => string): T;
function changed(words: unknown, change: (text: string) => string): unknown {
  if (typeof words === "string") return change(words);
  if (typeof words === "function") return (...given: unknown[]) => change(Reflect.apply(words, undefined, given));
  return Object.fromEntries(Object.entries(words ?? {}).map(([key, inner]) => [key, changed(inner, change)]));
}

const PLAIN = "aceginosuyACEGINOSUY";
const ACCENTED = "áçéĝîñöšûýÁÇÉĜÎÑÖŠÛÝ";
const FILLING = "one two three four five six seven eight nine ten eleven twelve ";

/** The brackets show where it begins and ends: a text without its last one is cut off. */
function longer(text: string): string {
  const accented = [...text].map((it) => PLAIN.includes(it) ? ACCENTED[PLAIN.indexOf(it)] : it).join("");
  const more = Math.ceil(text.length * 0.4);
  return `[${accented} ${FILLING.repeat(Math.ceil(more / FILLING.length)).slice(0, more).trim()}]`;
}

/** Each word between marks that turn it around, as Unicode has it (UAX 9: RLO and PDF). */
const mirrored = (text: string): string => text.replace(/[\p{L}\p{N}]+/gu, (word) => `\u202e${word}\u202c`);
