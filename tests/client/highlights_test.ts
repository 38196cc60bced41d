// What a search found is marked where it is read: the signs of Markdown are gone, and no other word is marked in its place.
import assert from "node:assert/strict";
import { plainHighlights } from "../../lib/client/highlights.ts";
import type { Highlight } from "../../lib/protocol/search_highlights.ts";

/** Between [ and ]: what a search found, then what is marked. */
function marked(written: string): string {
  const highlights: Highlight[] = [];
  let content = "";
  for (const part of written.split(/(\[\[.*?\]\])/)) {
    const word = part.startsWith("[[") ? part.slice(2, -2) : undefined;
    if (word !== undefined) highlights.push([content.length, content.length + word.length]);
    content += word ?? part;
  }
  const { text, highlights: shown } = plainHighlights(content, highlights);
  return shown.toReversed().reduce(
    (all, [from, to]) => `${all.slice(0, from)}[[${all.slice(from, to)}]]${all.slice(to)}`,
    text,
  );
}

Deno.test("what was found stands without the signs around it, in order, and whole words are not marked within others", () => {
  assert.equal(
    marked("Is the **[[build]]** green?\n\n> quoted\n- of `[[build]]`"),
    "Is the [[build]] green? quoted of [[build]]",
  );
  assert.equal(marked("other **x** [[the]] end"), "other x [[the]] end");
  assert.equal(marked("~~no~~ 回滚[[脚本]]我"), "no 回滚[[脚本]]我");
});

Deno.test("what is not read is not marked, and nothing else instead", () => {
  assert.equal(marked("[logs](https://[[ci]].example/) and ci"), "logs and [[ci]]");
  assert.equal(marked("[logs](https://[[ci]].example/) and cities"), "logs and cities");
});
