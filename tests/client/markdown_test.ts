// The words of a message: what of Markdown is shown, that nothing of it can run or is lost, and that no text holds anybody up.
import assert from "node:assert/strict";
import fc from "fast-check";
import { type Block, type Inline, parse, plain } from "../../lib/client/markdown.ts";

const said = (of: readonly Inline[]): string => of.map((it) => "text" in it ? it.text : said(it.inside)).join("");
/** The first block, which must be words. */
function inlines(content: string): Inline[] {
  const [first] = parse(content);
  assert.ok(first?.kind === "words");
  return first.inside;
}
function* links(blocks: readonly (Block | Inline)[]): Generator<string> {
  for (const it of blocks) {
    if (it.kind === "link") yield it.href;
    if ("inside" in it) yield* links(it.inside);
    if ("items" in it) yield* it.items.flatMap((item) => [...links(item)]);
  }
}

Deno.test("lines and empty lines stay as they were written, and so does the space before them", () => {
  for (const text of ["one\ntwo", "a\n\n\nb", "if x:\n    two\n  three", "  lead"]) {
    assert.equal(said(inlines(text)), text);
  }
});

Deno.test("emphasis, code, lists and quotes are told apart", () => {
  assert.deepEqual(inlines("**b** *i* ~~d~~ `c`").map((it) => it.kind), [
    "strong",
    "text",
    "em",
    "text",
    "del",
    "text",
    "code",
  ]);
  assert.deepEqual(parse("> q\n\n```sh\nls -l\n```\n1. a\n2. b\n\nend").map((it) => it.kind), [
    "quote",
    "code",
    "list",
    "words",
  ]);
});

Deno.test("what is not of the subset is text: HTML, headings, tables, pictures, definitions", () => {
  for (
    const text of [
      "<img src=x onerror=alert(1)> <b>bold</b>",
      "a\n<script>alert(1)</script>\nb",
      "# no heading",
      "head\n===",
      "---",
      "| a | b |\n|--|--|\n| 1 | 2 |",
      "&lt; &amp;",
      "&#65; & co",
      "a@b.example",
    ]
  ) assert.equal(said(inlines(text)), text);
});

Deno.test("only http, https and mailto become links, without the punctuation after them", () => {
  assert.deepEqual([...links(parse("see https://a.example/x_y?z=1. javascript:alert(1)"))], [
    "https://a.example/x_y?z=1",
  ]);
  assert.deepEqual([...links(parse("[x](javascript:alert(1)) [y](https://e.example) [z](data:text/html,x)"))], [
    "https://e.example",
  ]);
  assert.deepEqual([...links(parse("（https://a.example/路）。再见"))], ["https://a.example/路"]);
  assert.deepEqual([...links(parse("`curl https://a.example` and\n```\nhttps://b.example\n```"))], []);
});

Deno.test("whatever is written, nothing but safe addresses comes out, and the words are there", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "*",
      "_",
      "~~",
      "`",
      "[",
      "](",
      ")",
      "<",
      ">",
      "javascript:",
      "https://a.example",
      "\n",
      "- ",
      "  ",
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const content = pieces.join("");
    for (const href of links(parse(content))) assert.match(href, /^(https?|mailto):/i);
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
    if (!/[[\]()<>`]|^\s*\d/m.test(content)) assert.equal(letters(plain(content)), letters(content));
  }));
});

Deno.test("a text made to hold up its readers is shown as it was written", () => {
  const marks = ["*a ", "a_b_", "**a**", "[a](", "- a\n", "1. a\n", "> a\n", "`a` "];
  for (const piece of [...marks, " ", "\t", " \n", "\u3000\n", "- ", "|-|\n", "\n:-", "#\n", "中\n"]) {
    const text = "*a*" + piece.repeat(16_000 / piece.length) + "b";
    assert.deepEqual(parse(text), [{ kind: "words", inside: [{ kind: "text", text }] }], piece);
  }
  const depth = (blocks: readonly Block[]): number =>
    Math.max(0, ...blocks.map((it) => it.kind === "quote" ? 1 + depth(it.inside) : 0));
  assert.equal(depth(parse(">".repeat(500) + " a")), 6);
});

Deno.test("a long word that could be the beginning of an e-mail address takes as long as any other", () => {
  const quickest = (text: string) =>
    Math.min(...Array.from({ length: 5 }, () => {
      const began = performance.now();
      parse(text);
      return performance.now() - began;
    }));
  const word = "a".repeat(16_000);
  assert.ok(quickest(`${word}@b.c`) < 50 * quickest(`${word} b.c`)); // it was some thousand times as long
});
