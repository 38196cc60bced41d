// The emoji of a language as the picker wants them: names between colons, labels and words of Unicode's own (CLDR), from
// `emojibase-data`. Made when somebody first asks; only those that the server takes as reactions.

import * as z from "zod";
import { toned, TONES } from "../client/emoji/emoji.ts";
import type { Row } from "../client/emoji/table.ts";

export type EmojiLanguage = "en" | "zh";

const RGI = /^\p{RGI_Emoji}$/v;
/** emojibase's numbers of groups, without "component", in the order of `GROUPS`. */
const GROUP_NUMBERS = [0, 1, 3, 4, 5, 6, 7, 8, 9];

const Emoji = z.object({
  hexcode: z.string(),
  unicode: z.string(),
  label: z.string(),
  group: z.number().optional(),
  order: z.number().optional(),
  tags: z.array(z.string()).optional(),
  skins: z.array(z.unknown()).optional(),
});
type Emoji = z.infer<typeof Emoji>;
const Names = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Later ones only for what the ones before do not name. GitHub's are those that people know by heart. */
const NAMES = ["github", "emojibase"];

const read = async (path: string): Promise<unknown> =>
  JSON.parse(await Deno.readTextFile(new URL(import.meta.resolve(`emojibase-data/${path}.json`))));

/** Every row once, in Unicode's order. English words are found in every language. */
export async function emojiTable(language: EmojiLanguage): Promise<Row[]> {
  const english = z.array(Emoji).parse(await read("en/compact"));
  const own = language === "en" ? english : z.array(Emoji).parse(await read(`${language}/compact`));
  const named = await Promise.all(NAMES.map(async (it) => Names.parse(await read(`en/shortcodes/${it}`))));
  const inEnglish = new Map(english.map((it) => [it.hexcode, it]));
  return own.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)).flatMap((it) => {
    const names = named.map((by) => by[it.hexcode]).find((found) => found !== undefined) ?? [];
    return rowOf(it, inEnglish.get(it.hexcode) ?? it, [names].flat());
  });
}

function rowOf(own: Emoji, english: Emoji, names: string[]): Row[] {
  const group = GROUP_NUMBERS.indexOf(own.group ?? -1);
  // It writes a variation selector where none is due; what is too new for us, the server does not take.
  const emoji = [own.unicode, own.unicode.replace("\uFE0F", "")].find((it) => RGI.test(it));
  if (group < 0 || emoji === undefined) return [];
  const hasTones = own.skins?.length === TONES.length && RGI.test(toned(emoji, TONES[0]));
  return [[emoji, group, names.join(" "), own.label, wordsOf(own, english, names), hasTones ? 1 : 0]];
}

/** What neither the label nor the names say already, each with a space before it. */
function wordsOf(own: Emoji, english: Emoji, names: string[]): string {
  const said = ` ${own.label} ${names.join(" ").replaceAll("_", " ")}`.toLowerCase();
  const words = [...own.tags ?? [], english.label, ...english.tags ?? []].flatMap((it) =>
    it.toLowerCase().split(/[\s:,]+/)
  );
  return [...new Set(words)].filter((it) => it !== "" && !said.includes(` ${it}`)).map((it) => ` ${it}`).join("");
}
