// A message in a few words where there is no room for its files: what they are, then what it says.

import { kindOf, type Typed } from "./kinds.ts";
import { plain } from "../markdown.ts";
import type { Dictionary } from "../../i18n/en.ts";
import { isolated } from "../../i18n/isolated.ts";

/** What a message says and brings, sent or on its way. */
interface Said {
  content: string;
  attachments?: readonly Typed[];
}

/** UTF-16 units; no line shows more of a message, and a list has a hundred of them. */
const SHOWN = 1_000;

/** On one line: "Photo", "report.pdf", "3 files · the words". */
export const inShort = ({ content, attachments = [] }: Said, t: Dictionary): string =>
  [filesInShort(attachments, t), plain(beginningOf(content))].filter((it) => it !== "").map(isolated).join(" · ");

/** Without half a character at its end. */
const beginningOf = (content: string): string => content.trimStart().slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, "");

export function filesInShort(files: readonly Typed[], t: Dictionary): string {
  const [first] = files;
  if (first === undefined) return "";
  if (files.every((file) => kindOf(file) === "image")) return t.files.photos(files.length);
  return files.length === 1 ? first.name : t.files.count(files.length);
}
