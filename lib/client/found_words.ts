// The words of a message in which a search found something, on one line, and where in them. Pure.

import { type Highlight, highlightsOf } from "../protocol/search_highlights.ts";
import type { Search } from "../protocol/search_query.ts";
import { plain } from "./markdown.ts";

export interface FoundWords {
  text: string;
  highlights: readonly Highlight[];
}

/**
 * What was searched for may stand in the address of a link alone: then the addresses are shown as well; or between marks of Markdown: then
 * all of it, as it was written. An answer may be to older words than these: then nothing is marked.
 */
export function foundWords(content: string, search: Pick<Search, "wanted" | "unwanted">): FoundWords {
  for (const text of [plain(content), plain(content, true), content]) {
    const highlights = highlightsOf(text, search);
    if (highlights !== undefined) return { text, highlights };
  }
  return { text: plain(content), highlights: [] };
}
