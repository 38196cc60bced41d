// The colours of code: they change nothing of what is written, whatever that is.
import assert from "node:assert/strict";
import { coloured, type Piece } from "../../lib/client/code/colours.ts";

const textOf = (of: readonly Piece[]): string =>
  of.map((it) => typeof it === "string" ? it : textOf(it.inside)).join("");

const looksOf = (of: readonly Piece[]): string[] =>
  of.flatMap((it) => typeof it === "string" ? [] : [it.look, ...looksOf(it.inside)]);

Deno.test("keywords, strings and comments are told apart", () => {
  const looks = looksOf(coloured('const a = "b"; // c', "ts") ?? []);
  for (const look of ["keyword", "string", "comment"]) assert.ok(looks.includes(look), look);
});

Deno.test("a language goes by its short name as well, one that nobody here reads stays plain", () => {
  for (const name of ["js", "ts", "py", "rs", "sh", "yml", "html", "c++", "golang"]) {
    assert.ok(coloured("x = 1", name), name);
  }
  for (const name of ["", "klingon", "constructor", "__proto__"]) assert.equal(coloured("x = 1", name), undefined);
});

Deno.test("every character is there, markup is text, and what is nested too deeply stays plain", () => {
  for (const language of ["bash", "html", "json", "md", "rust", "sql", "ts", "yaml"]) {
    for (const seed of ["<img onerror=1>&amp;\"'`", "${(", "/* a */ #", "\r\n\t<!--", "你好 👍🏽 \u{202e}", "\0\ud800"]) {
      const code = `${seed}\n`.repeat(80);
      const pieces = coloured(code, language);
      if (pieces !== undefined) assert.equal(textOf(pieces), code, `${language}: ${JSON.stringify(seed)}`);
    }
  }
  assert.equal(coloured(Array(50).fill("/*".repeat(80)).join("\n"), "rust"), undefined);
});

Deno.test("what would hold up the screen stays plain: very much, or very long lines", () => {
  assert.equal(coloured("_".repeat(501), "ts"), undefined);
  assert.equal(coloured("a = 1\n".repeat(2_000), "ts"), undefined);
  assert.ok(coloured("a = 1\n".repeat(1_000), "ts"));
});
