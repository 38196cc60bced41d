// User names and addresses: what may be one, and which are the same.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cleanName, isEmail, nameKey, nameRefusal } from "../../lib/services/names.ts";

const refusal = (typed: string) => nameRefusal(cleanName(typed), 2, 32);

Deno.test("names of any script, with digits and . _ - +, may be used", () => {
  const good = [
    "anna",
    "Anna.B",
    "a_b-c+d",
    "王伟",
    "李娜2",
    "Дмитрий",
    "Ελένη",
    "José",
    "Jose\u0301",
    "नीतू",
    "ใจดี",
    "محمد",
    "x1",
    "42",
  ];
  for (const name of good) assert.equal(refusal(name), undefined, name);
});

Deno.test("spaces, signs and what cannot be seen may not", () => {
  const bad = [
    "a b",
    "a\tb",
    "a\u00A0b",
    "a@b",
    "a/b",
    "<b>",
    "a\0b",
    "a\u200Bb", // zero width space
    "a\u200Db", // zero width joiner
    "a\u2060b", // word joiner
    "\uFEFFab",
    "a\u00ADb", // soft hyphen
    "a\u202Eb", // right-to-left override
    "a\u2066b", // left-to-right isolate
    "ab\u034F", // combining grapheme joiner
    "ab\uFE0F", // variation selector
    "a\u3164b", // Hangul filler, a letter
    "a\uFFA0b", // halfwidth Hangul filler
    "a\u115Fb",
    "\u0301ab", // a mark without its letter
    "a\u0336\u0337\u0338b", // more marks than any language needs
    "😀😀",
    "a\uD800",
    "",
  ];
  for (const name of bad) assert.ok(refusal(name), JSON.stringify(name));
});

Deno.test("length is counted in characters, after normalisation", () => {
  assert.ok(refusal("a"));
  assert.equal(refusal("𠮷𠮷"), undefined);
  assert.equal(refusal("x".repeat(32)), undefined);
  assert.ok(refusal("x".repeat(33)));
  assert.equal(refusal("e\u0301".repeat(32)), undefined);
  assert.ok(refusal("ﷺ".repeat(3)), "one character that stands for eighteen");
});

Deno.test("no name mixes alphabets whose letters look alike", () => {
  for (const name of ["аdmin", "pаypаl", "Αnna", "οscar", "admіn"]) assert.ok(refusal(name), name);
  for (const name of ["wang王", "tanaka田中さん"]) assert.equal(refusal(name), undefined, name);
});

Deno.test("names that differ only in case or form are the same", () => {
  const same: [string, string][] = [
    ["Anna", "ANNA"],
    ["Ａｎｎａ", "anna"],
    ["𝒜nna", "anna"],
    ["José", "Jose\u0301"],
    ["straße", "STRASSE"],
    ["ﬁna", "FINA"],
    ["ΟΔΟΣ", "οδος"],
    ["οδοσ", "οδος"],
    ["Дима", "ДИМА"],
    ["ab①", "ab1"],
  ];
  for (const [one, other] of same) assert.equal(nameKey(cleanName(one)), nameKey(cleanName(other)), `${one} ${other}`);
  assert.notEqual(nameKey("anna"), nameKey("anne"));
});

Deno.test("folding a folded name changes nothing, and what is stored folds to the same as what was typed", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (typed) => {
    const key = nameKey(typed);
    assert.equal(nameKey(key), key);
    assert.equal(nameKey(cleanName(typed)), key);
  }));
});

Deno.test("addresses as people have them are addresses", () => {
  const good = [
    "a@b",
    "anna@example.com",
    "a.b+c@sub.example.co.uk",
    "müller@exämple.de",
    "用户@例子.中国",
    "x'y@example.com",
  ];
  for (const text of good) assert.ok(isEmail(text), text);
  const bad = [
    "",
    "a",
    "@b",
    "a@",
    "a@b@c",
    "a b@c.d",
    "a@b..c",
    "a@-b.c",
    "a@b_c.d",
    "a@b.c ",
    "a\u202E@b.c",
    "<a>@b.c",
    "a@b,c",
  ];
  for (const text of bad) assert.ok(!isEmail(text), text);
});
