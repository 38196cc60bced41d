// Emoji by what somebody types of them: a name, a word of it, in the reader's language or in English. Pure.

import type { Emoji } from "./emoji.ts";

/** What is called so comes first, then what begins so, what has a word that does, what has it within. */
function rank({ names, label, words }: Emoji, query: string): number {
  if (names.includes(query)) return 0;
  if (names.some((it) => it.startsWith(query))) return 1;
  const all = ` ${label.toLowerCase().replace(/[:,]/g, "")} ${names.join(" ").replaceAll("_", " ")}${words}`;
  if (all.includes(` ${query}`)) return 2;
  return all.includes(query) ? 3 : 4;
}

const nameFor = ({ names }: Emoji, query: string): string => names.find((it) => it.startsWith(query)) ?? names[0] ?? "";

/** The best first; of equally good ones the shorter names first, so that `smi` leads to `smile`. An empty query finds nothing. */
export function findEmoji(all: readonly Emoji[], typed: string, most = Infinity): Emoji[] {
  const query = typed.normalize("NFKC").trim().toLowerCase();
  if (query === "") return [];
  const ranked = all.map((it) => ({ it, rank: rank(it, query) })).filter((it) => it.rank < 4);
  ranked.sort((a, b) =>
    a.rank - b.rank || (a.rank < 2 ? nameFor(a.it, query).length - nameFor(b.it, query).length : 0)
  );
  return ranked.slice(0, most).map(({ it }) => it);
}

/** The one that is called exactly so. */
export const emojiNamed = (all: readonly Emoji[], name: string): Emoji | undefined =>
  all.find((it) => it.names.includes(name.toLowerCase()));
