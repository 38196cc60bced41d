// What a search found in a message, as it is read rather than as it was written: without the signs of Markdown, and what was found marked
// where it stands then.

import type { Highlight } from "../protocol/search_highlights.ts";
import { plain } from "./markdown.ts";

const LETTER = /[\p{L}\p{M}\p{N}]/u;

interface Highlighted {
  text: string;
  highlights: Highlight[];
}

/**
 * @param content as it was written
 * @param highlights places in it, in order, in UTF-16 units
 * @returns what of them is still there without its signs: a word in the address of a link, say, is not
 */
export function plainHighlights(content: string, highlights: readonly Highlight[]): Highlighted {
  const text = plain(content);
  const found: Highlight[] = [];
  let from = 0;
  for (const [start, end] of highlights) {
    const word = content.slice(start, end);
    const at = placeOf(word, text, from, goesOn(content, start, end));
    if (at === -1) continue;
    from = at + word.length;
    found.push([at, from]);
  }
  return { text, highlights: found };
}

/** Where a word stands that is as whole, or as much a part of another one, as it was. */
function placeOf(word: string, text: string, from: number, wanted: string): number {
  let at = text.indexOf(word, from);
  while (at !== -1 && goesOn(text, at, at + word.length) !== wanted) at = text.indexOf(word, at + 1);
  return at;
}

/** Whether letters stand before and after it. */
const goesOn = (text: string, start: number, end: number): string =>
  `${LETTER.test(text.slice(0, start).at(-1) ?? "")} ${LETTER.test(text.charAt(end))}`;
