// What a search found, in the words of a message.

import { strict as assert } from "node:assert";
import { foundWords } from "../../lib/client/found_words.ts";
import { parseSearch } from "../../lib/protocol/search_query.ts";

const found = (content: string, q: string) => {
  const { text, highlights } = foundWords(content, parseSearch(q));
  return [text, ...highlights.map(([from, to]) => text.slice(from, to))];
};

Deno.test("the words are shown without their marks, and what was found is marked where it stands in them", () => {
  assert.deepEqual(found("> **Green** _light_ for `main`\n\n```ts\nlet a;\n```", '"green light" main'), [
    "Green light for main let a;",
    "Green light",
    "main",
  ]);
  assert.deepEqual(found("**会议**记录", "会议"), ["会议记录", "会议"]);
});

Deno.test("an address is shown only where it is what was looked for, and what stands between marks alone as it was written", () => {
  assert.deepEqual(found("[logs](https://ci.example/7)", "logs"), ["logs", "logs"]);
  assert.deepEqual(found("[logs](https://ci.example/7)", "ci"), ["logs (https://ci.example/7)", "ci"]);
  assert.deepEqual(found("```haskell\nmain\n```", "haskell"), ["```haskell\nmain\n```", "haskell"]);
});

Deno.test("words that were found before an edit are not marked, and without words nothing is", () => {
  assert.deepEqual(found("**new**", "old"), ["new"]);
  assert.deepEqual(found("**new**", "has:link"), ["new"]);
});
