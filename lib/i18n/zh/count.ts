// Chinese has one form for every number.

import { plural } from "../intl.ts";

/** @param words with # where the number stands */
export const n = (count: number, words: string): string => plural("zh-CN", count, { one: words, other: words });
