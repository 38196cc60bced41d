// Every language there is. For the server, and for islands whose pages are seldom seen: whoever imports this loads all of them.

import { type Dictionary, en } from "./en.ts";
import { pseudo, PSEUDO_LOCALES } from "./pseudo.ts";
import { zh } from "./zh.ts";

const made = new Map<string, Dictionary>(PSEUDO_LOCALES.map((it) => [it, pseudo(en, it)]));

/** @param locale BCP 47 */
export const dictionaryOf = (locale: string): Dictionary => isChinese(locale) ? zh : made.get(locale) ?? en;

export const isChinese = (locale: string): boolean => locale.startsWith("zh");
