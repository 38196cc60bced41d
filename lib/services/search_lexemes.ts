// How terms are written for Postgres: a message as the text of a tsvector, a search as that of a tsquery. Pure. Terms hold letters,
// digits, marks and emoji alone, so that nothing anybody types can be taken for a sign of these languages; they are quoted all the same.

import { SEGMENT_MARK } from "../../db/search_index.ts";
import type { Has, Phrase, Search } from "../protocol/search_query.ts";
import { termsOf } from "../protocol/search_terms.ts";

/** What every message has, for searches by date or place alone. */
const ANYTHING = "#";
/** So short a beginning is shared by a good part of all words: beside other terms it is judged where those have led. */
const SHORT_PREFIX = 3;

/** What of a message is indexed. */
export interface Searchable {
  sender_id: string;
  content: string;
  message_type: string;
  /** whether it holds a picture */
  has_picture: boolean;
  mentions_all: boolean;
  mentions: readonly string[];
}

const quoted = (term: string): string => `'${SEGMENT_MARK}${/['\\]/.test(term) ? doubled(term) : term}'`;
const doubled = (term: string): string => term.replaceAll(/['\\]/g, "$&$&");

/** Of an id the part that is not its time. It only narrows down: the sender is compared in the query. */
const senderLexeme = (userId: string): string => `@${userId.slice(-12)}`;
const hasLexeme = (has: Has): string => `#${has}`;

/** @returns the message as a tsvector, with marks for the number of its segment; Postgres brings equal terms together */
export const vectorOf = (message: Searchable): string =>
  [
    ...termsOf(message.content).map(({ text, position }) => `${quoted(text)}:${position}`),
    ...[ANYTHING, senderLexeme(message.sender_id), ...partsOf(message).map(hasLexeme)].map(quoted),
  ].join(" ");

function partsOf({ content, message_type, has_picture, mentions_all, mentions }: Searchable): Has[] {
  const parts: Has[] = [];
  if (/\bhttps?:\/\/\S/i.test(content)) parts.push("link");
  if (/`[^`\n]+`|^```/m.test(content)) parts.push("code");
  if (message_type === "image" || has_picture) parts.push("image");
  if (message_type === "image" || message_type === "file") parts.push("file");
  if (mentions_all || mentions.length > 0) parts.push("mention");
  return parts;
}

/** @param keys what the index is asked for @param rest what is judged of each message that it gives, "" for nothing */
export interface Queries {
  keys: string;
  rest: string;
}

/** What the index is asked for at once, wanted and unwanted: beyond, more words narrow down nothing that they would not cost. */
const MAX_KEYS = 8;

/** @param senderIds of the people meant by `from:`, undefined for anybody */
export function queriesOf(search: Search, senderIds: readonly string[] | undefined): Queries {
  const senders = (senderIds ?? []).map((id) => quoted(senderLexeme(id))).join(" | ");
  const short = search.wanted.filter(isShort).map(phraseText);
  const wanted = [
    ...senders === "" ? [] : [`(${senders})`],
    ...search.has.map((has) => quoted(hasLexeme(has))),
    ...search.wanted.filter((phrase) => !isShort(phrase)).map(phraseText),
  ];
  // Without anything that must be there, the whole index would be read.
  if (wanted.length === 0) wanted.push(short.shift() ?? quoted(ANYTHING));
  const unwanted = search.unwanted.map((phrase) => `!${phraseText(phrase)}`);
  return {
    keys: [...wanted.slice(0, MAX_KEYS), ...unwanted.slice(0, MAX_KEYS)].join(" & "),
    rest: [...wanted.slice(MAX_KEYS), ...unwanted.slice(MAX_KEYS), ...short].join(" & "),
  };
}

function isShort(phrase: Phrase): boolean {
  const [step] = phrase;
  return phrase.length === 1 && step!.prefix && step!.term.length < SHORT_PREFIX;
}

function phraseText(phrase: Phrase): string {
  const parts = phrase.map(({ term, at, prefix }, i) => {
    const gap = i === 0 ? "" : `<${at - phrase[i - 1]!.at}> `;
    return `${gap}${quoted(term)}${prefix ? ":*" : ""}`;
  });
  return `(${parts.join(" ")})`;
}
