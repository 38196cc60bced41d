// What is searched for in the benchmark: kinds of searches, each asked many times with words that differ.

import type { Database } from "../../db/sql.ts";
import type { SearchMessagesQuery } from "../../lib/protocol/rest.ts";
import type { Corpus } from "./corpus.ts";
import { pick, type Random } from "./random.ts";

export type Query = Partial<SearchMessagesQuery> & { q: string };
export interface Kind {
  name: string;
  next(): Query;
}

/** Somebody who searches: in some of the conversations. */
export interface Viewer {
  name: string;
  id: string;
  conversations: string[];
}

/** A message that the viewer can read, to take words from. */
interface Example {
  content: string;
  username: string;
}

const examplesOf = (db: Database, viewer: Viewer): Promise<Example[]> =>
  db.query(
    `select m.content, u.username from messages m join users u on u.id = m.sender_id
      where m.conversation_id = any($1::uuid[]) order by md5(m.id::text) limit 2000`,
    [viewer.conversations],
  );

export async function kindsFor(db: Database, corpus: Corpus, viewer: Viewer, random: Random): Promise<Kind[]> {
  const examples = await examplesOf(db, viewer);
  const [english, chinese, japanese, thai] = corpus.languages as [
    typeof corpus.languages[0],
    ...typeof corpus.languages,
  ];
  const ranked = (from: number, to: number, list = [english, chinese!, japanese!, thai!]) => {
    const { words } = pick(random, list);
    return words[from + Math.floor(random() * (to - from))]!;
  };
  const said = (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(pick(random, examples).content);
      if (match !== null) return match[0];
    }
  };
  const word = () => said(/[a-z]{4,}/);
  const kind = (name: string, next: () => string | Query): Kind => ({
    name,
    next() {
      const query = next();
      return typeof query === "string" ? { q: query } : query;
    },
  });
  return [
    kind("one of the 20 most frequent words", () => `${ranked(0, 20)} `),
    kind("a frequent word of Chinese, Japanese or Thai", () => `${ranked(0, 50, [chinese!, japanese!, thai!])} `),
    kind("a word of rank 200 to 1,000", () => `${ranked(200, 1_000)} `),
    kind("a rare word (rank over 10,000)", () => `${ranked(10_000, 20_000)} `),
    kind("a word that nobody has written", () => `${ranked(10_000, 20_000)}q${ranked(10_000, 20_000)} `),
    kind("two words", () => `${word()} ${word()} `),
    kind("a frequent and a rare word", () => `${ranked(0, 20, [english])} ${ranked(5_000, 20_000, [english])} `),
    kind('"a phrase" of three words', () => `"${said(/[a-z]+ [a-z]+ [a-z]+/)}"`),
    kind(
      '"the of": frequent, hardly ever in a row',
      () => `"${ranked(0, 30, [english])} ${ranked(0, 30, [english])} zzz"`,
    ),
    kind("typing: one letter", () => word().slice(0, 1)),
    kind("typing: two letters", () => word().slice(0, 2)),
    kind("typing: four letters", () => word().slice(0, 4)),
    kind("typing a second word", () => `${word()} ${word().slice(0, 1)}`),
    kind("Chinese or Japanese: one character", () => said(/\p{scx=Han}/u)),
    kind("Chinese or Japanese: two characters", () => said(/\p{scx=Han}{2}/u)),
    kind("Chinese or Japanese: four characters", () => said(/\p{scx=Han}{4}/u)),
    kind("Japanese: katakana", () => said(/\p{scx=Kana}{4}/u)),
    kind("Thai: six letters", () => said(/\p{scx=Thai}{6}/u)),
    kind("without a word: frequent -frequent", () => `${ranked(0, 20, [english])} -${ranked(0, 20, [english])} `),
    kind("from: and a word", () => `from:${pick(random, examples).username} ${ranked(0, 50, [english])} `),
    kind("from: alone", () => `from:${pick(random, examples).username}`),
    kind(
      "in: one conversation",
      () => ({ q: `${ranked(0, 50)} `, conversation_id: pick(random, viewer.conversations) }),
    ),
    kind("has:link and a word", () => `has:link ${ranked(0, 50, [english])} `),
    kind("before: half a year ago", () => `${ranked(0, 50)} before:2025-07-01 `),
    kind("after: last week", () => `${ranked(0, 50)} after:2025-12-24 `),
  ];
}
