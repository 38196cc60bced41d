// English has one form for one and another for every other number.

import { plural } from "../intl.ts";

/** @param one @param other words with # where the number stands */
export const n = (count: number, one: string, other: string): string => plural("en", count, { one, other });
