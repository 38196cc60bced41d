// Which words and which clock: one value a reader, handed down through the tree, on the server and in every island.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Dictionary, en } from "./en.ts";
import type { Reader } from "./intl.ts";
import { zh } from "./zh.ts";

/** Everything about the reader that what is rendered depends on; the server and the browser must agree on it. */
export interface Language extends Reader {
  /** RFC 3339: "today" is judged by it, so that the island renders what the server did */
  now: string;
}

const ReaderContext = createContext<Language>({ locale: "en", timeZone: "UTC", now: "1970-01-01T00:00:00.000Z" });

export const LanguageProvider = ReaderContext.Provider;

/** The words of the reader's language. */
export const useText = (): Dictionary => dictionaryOf(useContext(ReaderContext).locale);

export const useReader = (): Language => useContext(ReaderContext);

/** @param locale BCP 47 */
export const dictionaryOf = (locale: string): Dictionary => locale.startsWith("zh") ? zh : en;
