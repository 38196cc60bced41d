// What an emoji is to those who look for one, and in which colours its skin comes. Pure.

export interface Emoji {
  emoji: string;
  /** the place of its group among `GROUPS` */
  group: number;
  /** what it is called between colons: `smile` */
  names: readonly string[];
  /** in the reader's language */
  label: string;
  /** what else it is found by, each with a space before it */
  words: string;
  hasTones: boolean;
}

/** Unicode's own, in the order of the picker. */
export const GROUPS = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type Group = typeof GROUPS[number];

/** From light to dark. */
export const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"] as const;

/** @param tone one of `TONES`; empty: as it is */
export function toned(emoji: string, tone: string): string {
  if (tone === "") return emoji;
  const [first = ""] = emoji;
  return first + tone + emoji.slice(first.length).replace(/^\uFE0F/, "");
}
