// Emoji: every one that the picker offers is one that the server takes, and each is found by what people call it.
import assert from "node:assert/strict";
import { isOnlyEmoji } from "../../lib/client/emoji/alone.ts";
import { type Emoji, GROUPS, toned, TONES } from "../../lib/client/emoji/emoji.ts";
import { emojiNamed, findEmoji } from "../../lib/client/emoji/find.ts";
import { EmojiHabits } from "../../lib/client/emoji/habits.ts";
import { memoryStorage } from "../../lib/client/storage.ts";
import { emojiTable } from "../../lib/pages/emoji_table.ts";

const RGI = /^\p{RGI_Emoji}$/v;

const read = async (language: "en" | "zh"): Promise<Emoji[]> =>
  (await emojiTable(language)).map(([emoji, group, names, label, words, tones]) => (
    { emoji, group, names: names.split(" "), label, words, hasTones: tones === 1 }
  ));
const english = await read("en");
const chinese = await read("zh");
const found = (all: readonly Emoji[], query: string, most?: number) =>
  findEmoji(all, query, most).map((it) => it.emoji);

Deno.test("each is one emoji as the server takes it, in every tone that it is offered in, and there once", () => {
  for (const all of [english, chinese]) {
    assert.equal(new Set(all.map((it) => it.emoji)).size, all.length);
    for (const { emoji, hasTones, names, label, group } of all) {
      assert.match(emoji, RGI);
      assert.ok(label !== "" && names.every((it) => /^[\w+-]+$/.test(it)), emoji);
      assert.ok(group >= 0 && group < GROUPS.length);
      if (hasTones) { for (const tone of TONES) assert.match(toned(emoji, tone), RGI); }
    }
  }
  for (const group of GROUPS.keys()) assert.ok(english.some((it) => it.group === group));
});

Deno.test("up to three of any kind alone are large, and nothing else is", () => {
  const all = english.flatMap((it) => [it.emoji, ...it.hasTones ? TONES.map((tone) => toned(it.emoji, tone)) : []]);
  assert.ok(all.length > 2_000);
  for (const emoji of all) {
    assert.ok(isOnlyEmoji(emoji), emoji);
    assert.ok(isOnlyEmoji(` ${emoji} ${emoji}${emoji}\n`), emoji);
    assert.ok(!isOnlyEmoji(`${emoji} ${emoji} ${emoji}${emoji}`), emoji);
    assert.ok(!isOnlyEmoji(`${emoji}!`), emoji);
  }
  assert.ok(isOnlyEmoji("👩‍💻 ❤️ 🇨🇳"));
  for (const words of ["", "123", "#", "yes 🎉", "🎉 ✓", "©", "❤", "🇨", "😀‍", "王", "1\uFE0F"]) {
    assert.ok(!isOnlyEmoji(words), words);
  }
});

Deno.test("they are found by name, by a word, by the beginning of either; the shortest name first", () => {
  assert.equal(found(english, "smi")[0], "😄");
  assert.equal(found(english, "+1")[0], "👍");
  assert.ok(found(english, "birthday cake").includes("🎂"));
  assert.ok(found(english, "flag ger").includes("🇩🇪"));
  assert.ok(found(english, "  HEART ", 3).includes("❤️"));
  assert.equal(found(english, "smi", 8).length, 8);
  assert.deepEqual(found(english, ""), []);
  assert.deepEqual(found(english, "zzzz"), []);
});

Deno.test("a Chinese reader finds them in Chinese and in English", () => {
  assert.ok(found(chinese, "生日").includes("🎂"));
  assert.ok(found(chinese, "笑").includes("😀"));
  assert.ok(found(chinese, "birthday").includes("🎂"));
  assert.equal(emojiNamed(chinese, "tada")?.label, "拉炮彩带");
});

Deno.test("a name between colons is exactly one emoji's", () => {
  assert.equal(emojiNamed(english, "smile")?.emoji, "😄");
  assert.equal(emojiNamed(english, "Tada")?.emoji, "🎉");
  assert.equal(emojiNamed(english, "smi"), undefined);
  const names = english.flatMap((it) => it.names);
  assert.equal(new Set(names).size, names.length);
});

Deno.test("the tone goes behind the first sign of an emoji, in the place of what made it colourful", () => {
  assert.equal(toned("👍", "🏽"), "👍🏽");
  assert.equal(toned("✌️", "🏿"), "✌🏿");
  assert.equal(toned("🤷‍♀️", "🏻"), "🤷🏻‍♀️");
  assert.equal(toned("✌️", ""), "✌️");
});

Deno.test("the last ones used come first, each once, and no more than three rows; the tone is kept", () => {
  const storage = memoryStorage();
  const habits = new EmojiHabits(storage);
  for (const { emoji } of english.slice(0, 30)) habits.used(emoji);
  habits.used(english[20]!.emoji);
  habits.tone = "🏽";
  const again = new EmojiHabits(storage);
  assert.equal(again.recent.length, 24);
  assert.deepEqual(again.recent.slice(0, 2), [english[20]!.emoji, english[29]!.emoji]);
  assert.equal(again.tone, "🏽");
  storage.set("emoji.tone", "<b>");
  assert.equal(again.tone, "");
});
