// The part of a text in which a search found something, with what it found marked.

import { Fragment } from "preact";
import type { Highlight } from "../lib/protocol/search_highlights.ts";

/** UTF-16 units: more than two lines of it tell nothing more. */
const BEFORE = 60;
const SHOWN = 240;

export function Marked({ text, highlights }: { text: string; highlights: readonly Highlight[] }) {
  const from = startOf(text, highlights[0]?.[0] ?? 0);
  const to = Math.min(text.length, from + SHOWN);
  const shown = highlights.filter(([start]) => start >= from && start < to);
  const edges = [from, ...shown.flat().map((at) => Math.min(at, to)), to];
  return (
    <span class="text" dir="auto">
      {from > 0 && "… "}
      {edges.slice(0, -1).map((start, i) => {
        const part = text.slice(start, edges[i + 1]).toWellFormed();
        // Never a bare string: precompiled JSX escapes those of a list, and rendering does once more.
        return i % 2 === 1 ? <mark key={start}>{part}</mark> : <Fragment key={start}>{part}</Fragment>;
      })}
      {to < text.length && " …"}
    </span>
  );
}

/** The beginning, or a word's beginning a little before what was found. */
function startOf(text: string, first: number): number {
  if (first <= BEFORE) return 0;
  const space = text.indexOf(" ", first - BEFORE);
  return space === -1 || space >= first ? first - BEFORE : space + 1;
}
