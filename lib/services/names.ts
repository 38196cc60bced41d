// What may be a user name, and when two are the same. Pure. A name is how people recognise each other, so nothing that cannot be
// seen, turns the text around or imitates another alphabet may stand in one.

import { nameKey } from "../protocol/names.ts";

export { nameKey };

/** Letters (with up to two marks each, as Hindi or Vietnamese need), digits and . _ - + */
const ALLOWED = /^(?:\p{L}\p{M}{0,2}|\p{Nd}|[._+-])+$/u;
/** Some letters are made to be invisible, such as U+3164, the Hangul filler. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Alphabets with letters that look like those of another: no name mixes two of them (UTS 39, section 5.2). */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
];

/** The name as it is stored and shown: NFKC, so that wide or mathematical letters show as what they count as. */
export const cleanName = (typed: string): string => typed.normalize("NFKC");

/**
 * @param name as `cleanName` gave it
 * @returns why it cannot be a name, or undefined
 */
export function nameRefusal(name: string, min: number, max: number): string | undefined {
  const length = [...name].length;
  if (length < min || length > max) return `${min} to ${max} characters`;
  if (!ALLOWED.test(name) || INVISIBLE.test(name)) return "letters, digits and . _ - + only";
  if (ALPHABETS.filter((alphabet) => alphabet.test(name)).length > 1) return "letters of one alphabet only";
  return undefined;
}

/** @returns why it cannot be a first or last name, or undefined */
export const shownNameRefusal = (name: string | undefined, max: number): string | undefined =>
  name !== undefined && name.length > max ? `at most ${max} characters` : undefined;

/** What makes an e-mail address the same as another. The part before the @ may be case-sensitive by RFC 5321; nowhere it is. */
export const emailKey = (email: string): string => nameKey(email.trim());

/** What no local part holds unquoted (RFC 5322), nor anything that cannot be seen. */
const LOCAL = /^[^\s\p{C}\p{Default_Ignorable_Code_Point}@"(),:;<>[\\\]]{1,64}$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Whether it can be an e-mail address, also one in other letters than English ones (RFC 6531). Only a mail would prove it. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  return at > 0 && LOCAL.test(text.slice(0, at)) && text.slice(at + 1).split(".").every((label) => LABEL.test(label));
}
