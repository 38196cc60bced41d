// What keys and pasting do to the text of the box: marks around the selection, a link, somebody's name. Pure: text and selection in,
// what to insert out.

export interface Selection {
  text: string;
  start: number;
  end: number;
}

/** `insert` takes the place of `[start, end)`; then this is selected. */
export interface Edit {
  start: number;
  end: number;
  insert: string;
  select: [number, number];
}

/** Puts `mark` around the selection, or takes it away where it is there. */
export function toggled({ text, start, end }: Selection, mark: string): Edit {
  const n = mark.length;
  const inside = text.slice(start, end);
  if (text.slice(start - n, start) === mark && text.slice(end, end + n) === mark) {
    return { start: start - n, end: end + n, insert: inside, select: [start - n, end - n] };
  }
  return { start, end, insert: mark + inside + mark, select: [start + n, end + n] };
}

/** An address pasted over a text makes it a link; undefined: paste it as usual. */
export function linked({ text, start, end }: Selection, pasted: string): Edit | undefined {
  const url = pasted.trim();
  const inside = text.slice(start, end);
  if (!/^https?:\/\/\S+$/i.test(url) || inside.trim() === "" || /[[\]\n]|^https?:/i.test(inside)) return undefined;
  const insert = `[${inside}](${url})`;
  return { start, end, insert, select: [start + insert.length, start + insert.length] };
}

/** What is being typed of somebody's name behind an @, or of an emoji's behind a colon; `at`: where that stands. */
export interface Begun {
  kind: "person" | "emoji";
  query: string;
  at: number;
}

/** What may stand before: a space, a bracket, what Chinese is written with; for an emoji's name another emoji as well. */
const BEFORE = String.raw`\s([{"'，。！？：；、\p{Script=Han}`;
const PERSON = new RegExp(String.raw`(?:^|[${BEFORE}])[@＠](?<query>[\p{L}\p{M}\p{N}._+-]{0,40})$`, "u");
const EMOJI_BEFORE = String.raw`(?:^|[${BEFORE}\p{Emoji_Presentation}\p{Emoji_Modifier}\uFE0F])[:：]`;
/** One letter and a colon is a clock, a smiley or a list; one Chinese character is a word. */
const EMOJI = new RegExp(EMOJI_BEFORE + String.raw`(?<query>[\p{L}\p{N}_+-]{2,40}|\p{Script=Han}{1,40})$`, "u");
const WHOLE = new RegExp(EMOJI_BEFORE + String.raw`(?<query>[\w+-]{1,40})[:：]$`, "u");

/** What is being typed before the caret, that there may be something to suggest for. */
export function begun({ text, start, end }: Selection): Begun | undefined {
  if (start !== end) return undefined;
  const before = text.slice(0, start);
  const person = PERSON.exec(before)?.groups?.query;
  if (person !== undefined) return { kind: "person", query: person, at: start - person.length - 1 };
  const emoji = EMOJI.exec(before)?.groups?.query;
  return emoji === undefined || isInCode(before)
    ? undefined
    : { kind: "emoji", query: emoji, at: start - emoji.length - 1 };
}

/** The name between colons that ends at the caret: `:smile:`. */
export function wholeName({ text, start, end }: Selection): Begun | undefined {
  const before = text.slice(0, start);
  const query = start === end ? WHOLE.exec(before)?.groups?.query : undefined;
  return query === undefined || isInCode(before) ? undefined : { kind: "emoji", query, at: start - query.length - 2 };
}

/** Within backticks colons are the code's own. */
function isInCode(before: string): boolean {
  const fences = before.match(/^```/gm)?.length ?? 0;
  const inLine = before.slice(before.lastIndexOf("\n") + 1).match(/`/g)?.length ?? 0;
  return fences % 2 === 1 || inLine % 2 === 1;
}

/** Something whole in the place of what was typed of it from `at` on. */
export const completed = ({ start }: Selection, at: number, insert: string): Edit => ({
  start: at,
  end: start,
  insert,
  select: [at + insert.length, at + insert.length],
});
