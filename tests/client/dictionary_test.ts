// The dictionaries: each word in every language. That none is missing is the compiler's to say; that each is a word is said here.
import assert from "node:assert/strict";
import { dictionaryOf } from "../../lib/i18n/dictionaries.ts";
import { en as englishWords } from "../../lib/i18n/en.ts";
import { goingOutWords } from "../../lib/i18n/going_out.ts";
import { offlineWords } from "../../lib/i18n/offline.ts";
import { zh as chineseWords } from "../../lib/i18n/zh.ts";

/** With the words that come later. */
const en = { ...englishWords, ...goingOutWords("en"), ...offlineWords("en") };
const zh = { ...chineseWords, ...goingOutWords("zh-CN"), ...offlineWords("zh-CN") };

/** Every word with its path; sentences with blanks get numbers and names put in. */
function* wordsOf(value: unknown, path = ""): Generator<[path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "function") yield [path, String(Reflect.apply(value, undefined, argumentsFor(path)))];
  else {for (const [key, inner] of Object.entries(value ?? {})) {
      yield* wordsOf(inner, path === "" ? key : `${path}.${key}`);
    }}
}

/** A text that does as a name, a number and a list. */
function argumentsFor(path: string): unknown[] {
  if (path === "message.reactedBy") return [["Ada"], 2, "👍"];
  if (path === "typing.some") return [["Ada", "Bob"]];
  return ["7", "8", "9"];
}

/** Names, and what stands on the keys, are the same in both. */
const SAME = /^(?:app\.name|thread\.arrived|switcher\.by|keys\.(?:ctrl|alt|shift|enter|escape|home|end))$/;

Deno.test("every English word has a Chinese one, written in Chinese", () => {
  const chinese = new Map(wordsOf(zh));
  for (const [path, text] of wordsOf(en)) {
    const other = chinese.get(path) ?? "";
    assert.notEqual(text.trim(), "", path);
    assert.notEqual(other.trim(), "", path);
    if (!SAME.test(path) && /\p{Script=Latin}{2}/u.test(text)) assert.match(other, /\p{Script=Han}/u, path);
  }
});

Deno.test("what stands in a sentence stands in it in both languages", () => {
  const chinese = new Map(wordsOf(zh));
  for (const [path, text] of wordsOf(en)) {
    const filled = (of: string) => [...of.matchAll(/[789]/g)].map((it) => it[0]).sort().join("");
    if (path.split(".").length > 1) assert.equal(filled(chinese.get(path) ?? ""), filled(text), path);
  }
});

Deno.test("a Chinese reader of any region reads Chinese, everybody else English", () => {
  assert.equal(dictionaryOf("zh-CN"), chineseWords);
  assert.equal(dictionaryOf("en-GB"), englishWords);
  assert.equal(dictionaryOf("fr"), englishWords);
});
