// A year of a company's chat, made up: who is where, and what is said, in four languages, word by word by Zipf's law.

import { type Language, languages } from "./languages.ts";
import { pick, type Random, seeded, zipf } from "./random.ts";

export interface Sizes {
  messages: number;
  conversations: number;
  people: number;
}

export interface Corpus {
  languages: Language[];
  people: string[];
  /** by how much is said in them: the busiest first */
  conversations: { id: string; members: string[]; language: Language }[];
  /** Messages in the order of time. */
  messages(): Generator<Said>;
}

export interface Said {
  id: string;
  conversation: number;
  sender: string;
  content: string;
  at: number;
}

const BEGIN = Date.UTC(2025, 0, 1);
const YEAR_MS = 365 * 86_400_000;
const MEMBERS = 12;

/** UUIDv7 of a moment. */
function idAt(random: Random, ms: number): string {
  const time = Math.floor(ms).toString(16).padStart(12, "0");
  const rest = () => Math.floor(random() * 2 ** 32).toString(16).padStart(8, "0");
  const chance = rest() + rest() + rest();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}

export function corpus(sizes: Sizes, seed = 7): Corpus {
  const random = seeded(seed);
  const all = languages(random);
  const people = Array.from({ length: sizes.people }, () => idAt(random, BEGIN));
  const share = [0.4, 0.25, 0.2, 0.15];
  const languageOf = () => {
    let rest = random();
    return all[share.findIndex((part) => (rest -= part) < 0)] ?? all[0]!;
  };
  const conversations = Array.from({ length: sizes.conversations }, () => ({
    id: idAt(random, BEGIN),
    members: [...new Set(Array.from({ length: MEMBERS }, () => pick(random, people)))],
    language: languageOf(),
  }));
  const words = new Map(all.map((language) => [language, zipf(random, language.words.length, 2)]));
  const busy = zipf(random, sizes.conversations, 50);

  function sentence(language: Language): string {
    const next = words.get(language)!;
    const count = 1 + Math.floor(random() * 2 * language.length);
    const text = Array.from({ length: count }, () => language.words[next()]).join(language.space);
    return random() < 0.02 ? `${text} https://example.com/${Math.floor(random() * 1e6).toString(36)}` : text;
  }

  return {
    languages: all,
    people,
    conversations,
    *messages() {
      for (let i = 0; i < sizes.messages; i++) {
        const conversation = busy();
        const { members, language } = conversations[conversation]!;
        const at = BEGIN + YEAR_MS * i / sizes.messages;
        // One in ten says something in another language.
        const content = sentence(random() < 0.1 ? pick(random, all) : language);
        yield { id: idAt(random, at), conversation, sender: pick(random, members), content, at };
      }
    },
  };
}
