// Which part of the messages that are held is on the page: a page of a hundred thousand messages would neither scroll nor fit. Pure: it
// knows neither pixels nor the page.

import { indexOf, type Log } from "./log.ts";

/** From one `seq` up to another, both included. At an end of what is held it is infinite, and goes along with what comes there. */
export interface Part {
  from: number;
  to: number;
}

/** As many as it begins with; a page of history all of it is on. */
const BEGIN = 100;
/** More of them at once, at either end. */
const STEP = 60;
/** No more than this, however far one scrolls, and as many stay when there are more. */
export const MOST_SHOWN = 300;
const KEPT = 240;
/** What is on screen at once is this small a share of it at most: a screen may show hundreds of short ones. */
const SHARE = 4;

/** Where a part stands in a log: what `slice` takes. */
export const placesOf = (log: Log, { from, to }: Part): [start: number, stop: number] => [
  indexOf(log, from),
  to === Infinity ? log.length : indexOf(log, to + 1),
];

function between(log: Log, start: number, stop: number): Part {
  const from = start <= 0 ? -Infinity : log[start]?.seq ?? -Infinity;
  return { from, to: stop >= log.length ? Infinity : log[stop - 1]?.seq ?? Infinity };
}

/** What is shown first. @param seq in its middle; null: the end */
export function partAt(log: Log, seq: number | null): Part {
  const middle = seq === null ? log.length : indexOf(log, seq);
  return around(log, middle, BEGIN, 0, log.length);
}

/** With more of what is held at one end. */
export function extended(log: Log, part: Part, end: "older" | "newer"): Part {
  const [start, stop] = placesOf(log, part);
  return end === "older" ? between(log, start - STEP, stop) : between(log, start, stop + STEP);
}

/** What is on screen, by `seq`. */
export interface Seen {
  from: number;
  to: number;
}

/** The same without what is too much: what is furthest from the reader goes. @param slack how many times more may stay for now */
export function fitted(log: Log, part: Part, seen: Seen, slack = 1): Part {
  const [start, stop] = placesOf(log, part);
  const [first, end] = [indexOf(log, seen.from), indexOf(log, seen.to + 1)];
  if (start === stop && log.length > 0) return partAt(log, seen.from > log.at(-1)!.seq ? null : seen.from);
  const most = slack * Math.max(MOST_SHOWN, SHARE * (end - first));
  if (stop - start <= most) return part;
  return around(log, (first + end) >> 1, Math.round(most * KEPT / MOST_SHOWN), start, stop);
}

/** As many as `count` around a place, within these two. */
function around(log: Log, middle: number, count: number, start: number, stop: number): Part {
  const at = Math.max(start, Math.min(middle - (count >> 1), stop - count));
  return between(log, at, Math.min(stop, at + count));
}
