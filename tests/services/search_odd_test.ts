// Whatever is typed, the answer is results: over arbitrary texts, on both databases, by both ways to read the index.

import assert from "node:assert/strict";
import fc from "fast-check";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { phraseOf } from "../../lib/protocol/search_query.ts";
import * as groups from "../../lib/services/groups.ts";
import { group } from "./chat.ts";
import { onBoth } from "./searching.ts";

const SIGNS = [
  "'",
  '"',
  "\\",
  "~",
  ":*",
  " <-> ",
  "<1>",
  " & ",
  " | ",
  "!",
  "(",
  ")",
  "%",
  "_",
  "-",
  "@",
  "#",
  "*",
  "\0",
  "$1",
  ";--",
];
const typed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...SIGNS,
      "from:",
      "in:",
      "has:",
      "before:",
      "after:",
      "2026-01-01",
      "link",
      "me",
      " ",
      "a",
      "the",
      "会議",
      "ที่",
      "🎉",
    ),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }),
  ),
  maxLength: 40,
}).filter((text) => text.isWellFormed());

/** A parameter that names nobody, only signs and space, is told so. */
function refusedFrom(error: unknown): { results: readonly unknown[] } {
  if (error instanceof ParleyError && error.detail.fields?.from === "must not be empty") return { results: [] };
  throw error;
}

onBoth("no text that is typed makes a search fail", async (chat) => {
  const anna = await chat.person("anna");
  const { id } = await groups.create(chat, anna, group("Team"));
  await chat.say(anna, id, "the 会議 ที่ 🎉 a https://example.com");
  await chat.index();
  for (const last_seq of [1, 1_000_000]) {
    await chat.db.query("update conversations set last_seq = $2 where id = $1", [id, last_seq]);
    await fc.assert(
      fc.asyncProperty(typed, typed, async (q, from) => {
        const { results } = await chat.search(anna, q, { from: from === "" ? undefined : from }).catch(refusedFrom);
        assert.ok(results.length <= 1);
      }),
      { numRuns: 150 },
    );
  }
});

onBoth("every text is found by itself, as a phrase", async (chat) => {
  const anna = await chat.person("anna");
  const { id } = await groups.create(chat, anna, group("Team"));
  const texts = fc.sample(typed, { numRuns: 120, seed: 1 }).filter((text) => !text.includes("\0") && text !== "");
  for (const text of texts) await chat.say(anna, id, text);
  await chat.index();
  for (const text of texts) {
    const phrase = text.replaceAll(/["“”„]/g, " ");
    if (phraseOf(phrase, false).length === 0) continue;
    const found = await chat.find(anna, `"${phrase}"`, { limit: 100 });
    assert.ok(found.includes(text), JSON.stringify([text, found]));
  }
});
