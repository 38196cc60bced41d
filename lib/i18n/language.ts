// Which words and which clock: one value a reader, handed down through the tree, on the server and in every island. It names no
// dictionary, so that a browser loads only the one that it is given.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Dictionary } from "./en.ts";
import { dayKey, type Reader } from "./intl.ts";

/** Everything about the reader that what is rendered depends on; the server and the browser must agree on it. */
export interface Language extends Reader {
  /** RFC 3339: "today" is judged by it, so that the island renders what the server did */
  now: string;
}

/** Whether what was rendered for `was` still holds `here`: in the same zone, on the same day and within `ms`. */
export const holds = (was: Language, here: Pick<Language, "timeZone" | "now">, ms: number): boolean =>
  was.timeZone === here.timeZone && Math.abs(Date.parse(here.now) - Date.parse(was.now)) < ms &&
  dayKey(was.now, was) === dayKey(here.now, was);

interface Reading {
  words: Dictionary;
  reader: Language;
}

const ReadingContext = createContext<Reading | null>(null);

export const ReadingProvider = ReadingContext.Provider;

/** The words of the reader's language. */
export const useText = (): Dictionary => useReading().words;

export const useReader = (): Language => useReading().reader;

function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === null) throw new Error("nobody says in which language");
  return reading;
}
