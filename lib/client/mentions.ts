// Who a text speaks to, for the eye: the same reading as the server's, applied to those whom the server found in it. Pure.

import { END, MENTION } from "../protocol/mentions.ts";
import { nameKey } from "../protocol/names.ts";

/** A piece of text; with `who`, it names somebody. */
export interface Said<T> {
  text: string;
  who?: T;
}

/** @param named by folded name: those whom the message speaks to */
export function splitMentions<T>(text: string, named: ReadonlyMap<string, T>): Said<T>[] {
  if (named.size === 0 || !/[@＠]/.test(text)) return [{ text }];
  const found: Said<T>[] = [];
  let at = 0;
  for (const { index, groups, 0: all } of text.matchAll(MENTION)) {
    const name = groups?.name ?? "";
    const word = [name, name.replace(END, "")].find((it) => named.has(nameKey(it)));
    if (word === undefined) continue;
    const end = index + all.length - name.length + word.length;
    if (index > at) found.push({ text: text.slice(at, index) });
    found.push({ text: text.slice(index, end), who: named.get(nameKey(word))! });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}
