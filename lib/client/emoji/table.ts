// The emoji as they travel: rows without names, one file a language, kept by the browser until the next build. Asked for when an
// emoji is first looked for, never before.

import { asset } from "fresh/runtime";
import { ApiError } from "../http.ts";
import type { Emoji } from "./emoji.ts";

/** An `Emoji`: itself, group, names and label, what else it is found by, whether its skin has tones. */
export type Row = readonly [emoji: string, group: number, names: string, label: string, words: string, tones: 0 | 1];

const held = new Map<string, Promise<readonly Emoji[]>>();

/** @param locale BCP 47 @throws ApiError if the server was not reached; asking again tries again */
export function emojiOf(locale: string): Promise<readonly Emoji[]> {
  const language = locale.slice(0, 2);
  const asked = held.get(language) ?? load(language).catch((error) => {
    held.delete(language);
    throw error;
  });
  held.set(language, asked);
  return asked;
}

async function load(language: string): Promise<readonly Emoji[]> {
  const response = await fetch(asset(`/emoji/${language}`)).catch(() => undefined);
  const rows: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (!isTable(rows)) throw new ApiError(response?.status ?? 0, "unreachable", "");
  return rows.map(([emoji, group, names, label, words, tones]) => (
    { emoji, group, names: names.split(" "), label, words, hasTones: tones === 1 }
  ));
}

/** Our own server's: that it is a table is checked, not every row of it. */
const isTable = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === 6);
