// Where in a text a search has found something. By the same terms as the index, so that what was found is what is marked. Pure.

import type { Phrase, Search, Step } from "./search_query.ts";
import { type Run, runsOf, termsOfRun } from "./search_terms.ts";

/** From and to, in UTF-16 units of the text; the end is not part of it. */
export type Highlight = [start: number, end: number];

/** One text with a thousand marks shows nothing. */
const MAX_HIGHLIGHTS = 100;

interface Place {
  term: string;
  start: number;
  /** of its first character, and of all of it */
  firstEnd: number;
  firstLength: number;
  end: number;
}

/**
 * @returns undefined if the text is not what was searched for; otherwise what to mark, in order, none touching another
 */
export function highlightsOf(text: string, { wanted, unwanted }: Pick<Search, "wanted" | "unwanted">) {
  const places = [...runsOf(text)].flatMap(placesOf);
  if (unwanted.some((phrase) => found(places, phrase, 1).length > 0)) return undefined;
  const each = wanted.map((phrase) => found(places, phrase, MAX_HIGHLIGHTS));
  return each.some((list) => list.length === 0) ? undefined : merged(each.flat()).slice(0, MAX_HIGHLIGHTS);
}

const placesOf = (run: Run): Place[] =>
  termsOfRun(run).map((term, i) => {
    const first = run.pieces[i]!;
    const last = run.spaced ? first : run.pieces[i + 1] ?? first;
    return { term, start: first.start, firstEnd: first.end, firstLength: first.text.length, end: last.end };
  });

function found(places: readonly Place[], phrase: Phrase, max: number): Highlight[] {
  const list: Highlight[] = [];
  const last = phrase.at(-1)!;
  for (let i = 0; i < places.length && list.length < max; i++) {
    if (!phrase.every((step) => matches(places[i + step.at], step))) continue;
    list.push([places[i]!.start, endOf(places[i + last.at]!, last)]);
  }
  return list;
}

const matches = (place: Place | undefined, { term, prefix }: Step): boolean =>
  place !== undefined && (prefix ? place.term.startsWith(term) : place.term === term);

/** A single character was found as the beginning of a pair: the pair's other half was not asked for. */
const endOf = (place: Place, { term }: Step): number => term.length <= place.firstLength ? place.firstEnd : place.end;

function merged(list: Highlight[]): Highlight[] {
  const result: Highlight[] = [];
  for (const [start, end] of list.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
