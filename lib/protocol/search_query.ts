// What somebody typed into the search field, taken apart: words, "phrases", -without, and from: in: before: after: has:. Pure.
// There are no mistakes to make: what cannot be meant as a filter is text.

import { runsOf, termsOfRun } from "./search_terms.ts";

export const HAS = ["link", "file", "image", "code", "mention"] as const;
export type Has = typeof HAS[number];

/** One term that must stand `at` so many positions behind the first of its phrase. */
export interface Step {
  term: string;
  at: number;
  /** whether any term that begins so does as well */
  prefix: boolean;
}

/** Terms in a row: a phrase in quotes, or what was typed without a space. Never empty. */
export type Phrase = Step[];

export interface Search {
  wanted: Phrase[];
  unwanted: Phrase[];
  /** names, as typed; any of them */
  from: string[];
  in: string[];
  /** all of them */
  has: Has[];
  /** milliseconds since 1970: said before, and at this moment or later */
  before?: number;
  after?: number;
  /** something was typed, of which nothing can be looked for, such as `???` */
  hopeless: boolean;
}

/** A sign, a key with its colon, and a value that may be quoted; a quote that was not closed yet reaches to the end. */
const PART = /(?<minus>-)?(?:(?<key>[a-z]+):)?(?:["“”„](?<quoted>[^"“”„]*)(?<closed>["“”„])?|(?<plain>\S+))/giu;
/** Times are written with four digits of a year; nothing was said before 1970. */
const LAST_MS = Date.UTC(9999, 11, 31);
const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** @returns what was typed, as far as it can be understood: never fails */
export function parseSearch(typed: string): Search {
  const search: Search = { wanted: [], unwanted: [], from: [], in: [], has: [], hopeless: false };
  for (const { groups = {}, index, 0: whole } of typed.matchAll(PART)) {
    const { minus, key, quoted, closed, plain } = groups;
    const value = quoted ?? plain ?? "";
    if (key !== undefined && minus === undefined && filter(search, key.toLowerCase(), value.trim())) continue;
    const isTyping = closed === undefined && index + whole.length === typed.length;
    const phrase = phraseOf(key === undefined ? value : `${key}:${value}`, isTyping && minus === undefined);
    if (phrase.length > 0) (minus === undefined ? search.wanted : search.unwanted).push(phrase);
  }
  return settled(search, typed);
}

/** Without anything wanted, what is unwanted would be everything else: `-rf` looks for that word. */
function settled(search: Search, typed: string): Search {
  const { wanted, unwanted, from, in: places, has, before, after } = search;
  const filters = [...from, ...places, ...has, before, after].filter((it) => it !== undefined).length;
  if (wanted.length === 0 && filters === 0) Object.assign(search, { wanted: unwanted, unwanted: [] });
  search.hopeless = typed.trim() !== "" && filters === 0 && search.wanted.length === 0;
  return search;
}

/** @returns whether it was one */
function filter(search: Search, key: string, value: string): boolean {
  if (value === "") return false;
  if (key === "from" || key === "in") return search[key].push(value) > 0;
  if (key === "has") {
    const has = hasOf(value);
    return has !== undefined && search.has.push(has) > 0;
  }
  const time = key === "before" || key === "after" ? timeOf(value) : undefined;
  if (time === undefined) return false;
  if (key === "before") search.before = Math.min(time, search.before ?? Infinity);
  else search.after = Math.max(time, search.after ?? -Infinity);
  return true;
}

/** @returns undefined: nothing that a message can have */
export const hasOf = (value: string): Has | undefined => HAS.find((has) => has === value.toLowerCase());

/**
 * @param value a day, month or year in UTC, or a moment (RFC 3339)
 * @returns its beginning in milliseconds since 1970; undefined: none
 */
export function timeOf(value: string): number | undefined {
  const time = DAY.test(value) || MOMENT.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : Math.min(Math.max(time, 0), LAST_MS);
}

/**
 * @param isTyping the last word may not be complete yet
 * @returns what to find in a row; empty if there is nothing in it that is indexed
 */
export function phraseOf(text: string, isTyping: boolean): Phrase {
  const steps: Phrase = [];
  let at = 0;
  for (const run of runsOf(text)) {
    const terms = termsOfRun(run);
    // The last character of a run begins whatever follows in the text, which is not known; alone, it begins anything.
    const known = run.spaced || terms.length === 1 ? terms : terms.slice(0, -1);
    known.forEach((term, i) => steps.push({ term, at: at + i, prefix: !run.spaced && terms.length === 1 }));
    at += terms.length;
  }
  const last = steps.at(-1);
  if (last !== undefined && isTyping) last.prefix = true;
  return steps;
}
