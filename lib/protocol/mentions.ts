// Who a text speaks to: `@name` and `@all`. It knows no people: which of the names are somebody of the conversation, the server finds
// out while it stores the message.

import { nameKey } from "./names.ts";

/** Names looked up a message; a text that names more people speaks to nobody of the rest. */
export const MENTIONS_MAX = 50;

/** Everybody is meant, where an admin says so. */
export const ALL = "all";

const CODE_SPAN = /(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g;
const URL = /\bhttps?:\/\/\S+/giu;
// Before an @ within an e-mail address stands what names are made of. Not so in scripts that put no space between words: there
// 你好@anna speaks to anna.
export const MENTION =
  /(?<![[\p{L}\p{M}\p{N}_+@＠\-]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]])[@＠](?<name>[\p{L}\p{M}\p{N}._+\-]{1,256})/gv;
export const END = /[._+-]+$/;

/**
 * The names that a text mentions, folded as `nameKey` does, each once. Code and addresses (of e-mail, of pages) mention nobody. A name
 * may end like a sentence: of `@anna.` both `anna.` and `anna` are looked for.
 */
export function mentionedNames(content: string): string[] {
  if (!/[@＠]/.test(content)) return []; // most texts
  const names = new Set<string>();
  for (const { groups } of withoutCode(content).replace(URL, " ").matchAll(MENTION)) {
    const key = nameKey(groups?.name ?? "");
    for (const name of [key, key.replace(END, "")]) if (name !== "" && names.size < MENTIONS_MAX) names.add(name);
    if (names.size === MENTIONS_MAX) break;
  }
  return [...names];
}

/** Without what CommonMark shows as code: fences (one that is not closed goes on to the end) and spans. */
function withoutCode(content: string): string {
  if (!content.includes("`") && !content.includes("~~~")) return content;
  let fence: string | undefined;
  const lines = content.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      fence = mark;
      return fence === undefined ? line : "";
    }
    if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    return "";
  });
  return lines.join("\n").replace(CODE_SPAN, " ");
}
