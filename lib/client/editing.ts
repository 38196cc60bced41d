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

/** What of a name was typed behind an @ before the caret; undefined: no name is being typed. */
export function nameBefore({ text, start, end }: Selection): { query: string; at: number } | undefined {
  if (start !== end) return undefined;
  const match = /(?:^|[\s([{"'，。！？：；、\p{Script=Han}])[@＠](?<query>[\p{L}\p{M}\p{N}._+-]{0,40})$/u.exec(
    text.slice(0, start),
  );
  const query = match?.groups?.query;
  return query === undefined ? undefined : { query, at: start - query.length - 1 };
}

/** The whole name in the place of what was typed of it. */
export function named({ start }: Selection, at: number, username: string): Edit {
  const insert = `@${username} `;
  return { start: at, end: start, insert, select: [at + insert.length, at + insert.length] };
}
