// Terms, queries and highlights: pure, and the same in a browser.

import assert from "node:assert/strict";
import fc from "fast-check";
import { highlightsOf } from "../../lib/protocol/search_highlights.ts";
import { parseSearch, phraseOf } from "../../lib/protocol/search_query.ts";
import { runsOf, termsOf } from "../../lib/protocol/search_terms.ts";

const words = (text: string) => termsOf(text).map((term) => term.text);

/** Texts of every kind that matters here: scripts, marks, signs of the query language, and halves of characters. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ..."aZ09 \t\"'-:.,~@#*|&!()<>\\/_ß\u0301İς会議室東京都のサーｶﾞประชุมที่학교\u00ad\u200d\ufe0f👩🎉🇯\ud83d\udc00\0",
    ),
    fc.constantFrom("from:", "in:", "before:", "after:", "has:", "2026-01-01", "“", "”", "\u3000"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 2 }),
  ),
  maxLength: 60,
});

Deno.test("scripts with spaces give words, others pairs of characters, and the last character alone", () => {
  assert.deepEqual(words("Don't panic, node.js!"), ["don", "t", "panic", "node", "js"]);
  assert.deepEqual(words("会议室"), ["会议", "议室", "室"]);
  assert.deepEqual(words("2026年サーバー"), ["2026", "年サ", "サー", "ーバ", "バー", "ー"]);
  assert.deepEqual(words("ที่นี่"), ["ที่นี่", "นี่"], "characters as they are seen, not code points");
  assert.deepEqual(words("👨‍👩‍👧🎉"), ["👨👩👧🎉", "🎉"]);
  assert.deepEqual(words("... --- !!!"), []);
});

Deno.test("the short way for plain English gives what the long one does", () => {
  const ascii = fc.string({ unit: "binary-ascii", maxLength: 200 });
  const alike = (text: string) => assert.deepEqual(termsOf(text), termsOf(`${text} é`).slice(0, -1), text);
  alike(`${"x".repeat(70)} ${"Y".repeat(65)} a1b2 _c_ d'e`);
  fc.assert(fc.property(ascii, alike), { numRuns: 2_000 });
});

Deno.test("every piece is where it says, within the text, in order, and of bounded length", () => {
  fc.assert(
    fc.property(texts, (text) => {
      let end = 0;
      for (const { pieces } of runsOf(text)) {
        for (const piece of pieces) {
          assert.ok(piece.start >= end && piece.end > piece.start && piece.end <= text.length);
          assert.ok(piece.text.isWellFormed() && piece.text.length <= 64);
          end = piece.end;
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("what one searches for in the words of a text is in it, and marked in order", () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, from, length) => {
      const pieces = [...runsOf(text)].flatMap((run) => run.pieces);
      if (pieces.length === 0) return;
      const first = pieces[from % pieces.length]!;
      const last = pieces[Math.min(pieces.length - 1, from % pieces.length + length % 4)]!;
      const part = text.slice(first.start, last.end);
      const highlights = highlightsOf(text, { wanted: [phraseOf(part, true)], unwanted: [] });
      assert.ok(highlights !== undefined && highlights.length > 0, JSON.stringify([text, part]));
      let end = -1;
      for (const [start, to] of highlights) {
        assert.ok(start > end && to > start && to <= text.length);
        end = to;
      }
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("whatever is typed is understood as something", () => {
  fc.assert(
    fc.property(texts, (typed) => {
      const { wanted, unwanted, hopeless, from, has, before, after, in: places } = parseSearch(typed);
      for (const phrase of [...wanted, ...unwanted]) {
        assert.ok(phrase.length > 0 && phrase[0]!.at === 0);
        phrase.forEach((step, i) => assert.ok(i === 0 || step.at > phrase[i - 1]!.at));
      }
      const filters = [...from, ...has, ...places, before, after].some((it) => it !== undefined);
      assert.equal(hopeless, typed.trim() !== "" && !filters && wanted.length === 0);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("filters are taken from the text, and what cannot be one stays text", () => {
  const { wanted, ...rest } = parseSearch('FROM:anna in:"off topic" before:2026 after:2025-06-01T12:00:00Z has:Link x');
  assert.deepEqual(wanted, [[{ term: "x", at: 0, prefix: true }]]);
  assert.deepEqual(rest, {
    unwanted: [],
    from: ["anna"],
    in: ["off topic"],
    has: ["link"],
    before: Date.UTC(2026, 0),
    after: Date.UTC(2025, 5, 1, 12),
    hopeless: false,
  });
  for (const text of ["has:wings", "before:lunch", "after:", "https://example.com", "from:", "-from:anna", "12:30"]) {
    const { from, has, before, after, wanted } = parseSearch(text);
    assert.deepEqual([from, has, before, after], [[], [], undefined, undefined], text);
    assert.equal(wanted.length, 1, text);
  }
});
