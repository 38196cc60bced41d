// What of a text can be searched for: the same on the server, which indexes and highlights by it, and in a browser. Pure.
//
// Scripts with spaces give words. Scripts without (Chinese, Japanese, Thai …), Hangul and emoji give pairs of neighbouring
// characters, as `Intl.Segmenter` sees characters: its *words* come from dictionaries, which cut the same characters differently
// beside other ones, so that a word would not be found in every sentence it stands in (東京都 holds 京都, and as words it does not).

/** Part of a text: a word, or one character of a script without spaces. `start` and `end` count UTF-16 units of the text. */
export interface Piece {
  text: string;
  start: number;
  end: number;
}

/** Pieces without a gap between them: one word, or all characters of a run of a script without spaces. */
export interface Run {
  spaced: boolean;
  pieces: Piece[];
}

/** What is indexed. Positions count words and characters from 1, so that neighbours differ by one. */
export interface Term {
  text: string;
  position: number;
}

/** Positions of a tsvector end at 16,383. */
const MAX_POSITION = 16_000;
/** In UTF-16 units. Postgres takes 2,046 bytes; nobody types a longer word, and a blob of base64 is no word. */
const MAX_WORD = 64;

const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
const UNSPACED = String
  .raw`[${LETTER}&&[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Yiii}]]`;
const EMOJI = String.raw`\p{Extended_Pictographic}\p{Regional_Indicator}`;
const RUN = new RegExp(
  String.raw`(?<unspaced>(?:[${UNSPACED}${EMOJI}][\p{M}\u200d\p{Emoji_Modifier}]*)+)|[${LETTER}--${UNSPACED}]+`,
  "gv",
);

const characters = new Intl.Segmenter("und", { granularity: "grapheme" });
/** Characters that are one unit each, which most texts consist of: no need to look for their ends. */
const SIMPLE = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]+$/;

/** Where to look, in the order of the text. */
export function* runsOf(text: string): Generator<Run> {
  for (const match of text.matchAll(RUN)) {
    const pieces = match.groups?.unspaced === undefined
      ? [{ text: match[0], start: match.index, end: match.index + match[0].length }]
      : charactersOf(match[0], match.index);
    const folded = pieces.map((piece) => ({ ...piece, text: fold(piece.text) })).filter((piece) => piece.text !== "");
    if (folded.length > 0) yield { spaced: match.groups?.unspaced === undefined, pieces: folded };
  }
}

function charactersOf(run: string, start: number): Piece[] {
  if (SIMPLE.test(run)) return [...run].map((text, i) => ({ text, start: start + i, end: start + i + 1 }));
  return [...characters.segment(run)].map(({ segment, index }) => ({
    text: segment,
    start: start + index,
    end: start + index + segment.length,
  }));
}

/**
 * What a run is indexed as: its word, or a pair from each character and the next. The last character stands alone, so that
 * every character begins a term: a single one is found as a prefix.
 */
export const termsOfRun = ({ spaced, pieces }: Run): string[] =>
  spaced ? pieces.map((piece) => piece.text) : pieces.map((piece, i) => piece.text + (pieces[i + 1]?.text ?? ""));

/** The terms of a text, as far as an index holds them. */
export function termsOf(text: string): Term[] {
  if (isAscii(text)) return wordsOf(text);
  const terms: Term[] = [];
  for (const run of runsOf(text)) {
    for (const term of termsOfRun(run)) {
      if (terms.length === MAX_POSITION) return terms;
      terms.push({ text: term, position: terms.length + 1 });
    }
  }
  return terms;
}

/** The short way for what is plain English, nearly all of it in many places: each word on the event loop counts. */
const wordsOf = (text: string): Term[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).slice(0, MAX_POSITION)
    .map((word, i) => ({ text: bounded(word), position: i + 1 }));

// Accents of Latin, Greek and Cyrillic letters, vowel signs of Arabic and Hebrew: often left out by who searches. Marks of other
// scripts make another letter of the one before (か, が), and stay.
const LOOSE = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]|\p{Default_Ignorable_Code_Point}/gu;

/** What makes a word the same as another: compatibility forms, case and accents do not count. */
function fold(word: string): string {
  // English has nothing else to fold.
  if (isAscii(word)) return bounded(word.toLowerCase());
  const cased = word.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return bounded(cased.normalize("NFKD").replaceAll(LOOSE, "").normalize("NFC"));
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** @returns the beginning of the word, no character divided */
const bounded = (word: string): string =>
  word.length <= MAX_WORD ? word : word.slice(0, MAX_WORD).replace(/[\ud800-\udbff]$/, "");
