// What may be a password: long enough, and none of those that everybody tries first. Length and a list of known ones is what
// NIST SP 800-63B asks for; rules about signs and digits only make passwords harder to keep in mind.

import type { Limits } from "../protocol/limits.ts";
// The most frequent ones of published leaks (SecLists, MIT licence), lower case, a line each.
import LIST from "./common_passwords.txt" with { type: "text" };

let common: ReadonlySet<string> | undefined;
const commonPasswords = (): ReadonlySet<string> => common ??= new Set(LIST.split("\n"));

/**
 * @param about the person's own name and address, which others know
 * @returns why it may not be used, or undefined
 */
export function refusalOf(
  password: string,
  limits: Pick<Limits, "passwordMin" | "passwordMax">,
  about: readonly string[],
): string | undefined {
  const length = [...password].length;
  if (length < limits.passwordMin) return `at least ${limits.passwordMin} characters`;
  if (length > limits.passwordMax) return `at most ${limits.passwordMax} characters`;
  const plain = password.normalize("NFKC").toLowerCase();
  if (commonPasswords().has(plain)) return "too common: it is among the first that an attacker tries";
  if (about.some((known) => known.toLowerCase() === plain)) return "must not be your name or e-mail address";
  return undefined;
}
