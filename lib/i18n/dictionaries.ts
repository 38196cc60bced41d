// Every language there is. For the server, and for islands whose pages are seldom seen: whoever imports this loads all of them.

import { type Dictionary, en } from "./en.ts";
import { zh } from "./zh.ts";

/** @param locale BCP 47 */
export const dictionaryOf = (locale: string): Dictionary => isChinese(locale) ? zh : en;

export const isChinese = (locale: string): boolean => locale.startsWith("zh");
