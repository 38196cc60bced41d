// How the text of an environment variable becomes a value. Each message says what was expected, and never repeats the value,
// which may be a secret.

import ipaddr from "ipaddr.js";
import * as z from "zod";

/** A whole number in a range. */
export const whole = (min: number, max: number) =>
  z.string().refine(
    (text) => /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max,
    `expected a whole number from ${min} to ${max}`,
  ).transform(Number);

/** One of a few words. */
export const word = <const W extends string>(...words: W[]) => z.enum(words, `expected one of ${words.join(", ")}`);

const urlOf = (text: string): URL | undefined => URL.canParse(text) ? new URL(text) : undefined;

/** Drivers decode parts of a URL, and throw where a % begins nothing. */
function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

/** A URL of one of these schemes (such as `postgres:`) that names a host. */
export const url = (...schemes: string[]) =>
  z.string().refine((text) => schemes.includes(urlOf(text)?.protocol ?? "") && urlOf(text)?.hostname !== "", {
    message: `expected a URL such as ${schemes[0]}//user:password@host/name`,
    abort: true,
  }).refine(isDecodable, "expected %25 for a % in a user name or password");

/** A name or an address, as it can stand in a URL before the port; IPv6 with brackets or without. */
export const host = z.string().refine(
  // A zone, as in fe80::1%eth0, cannot stand in a URL.
  (text) =>
    /^[\w.-]{1,255}$/.test(text) || (ipaddr.IPv6.isValid(text.replace(/^\[(.*)\]$/, "$1")) && !text.includes("%")),
  "expected a name or an address without a port, such as db.example.com, 10.0.0.5 or ::1",
);

/** An origin: scheme, host, port and nothing else; comes out as browsers write it. */
export const origin = z.string().refine((text) => {
  const parsed = urlOf(text);
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) return false;
  return parsed.href === `${parsed.origin}/`;
}, "expected an origin such as https://chat.example.com, without a path").transform((text) => new URL(text).origin);

/** Addresses and networks, apart by commas. */
export const networks = z.string().transform((text) => text.split(",").map((part) => part.trim())).refine(
  (parts) => parts.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part)),
  "expected addresses or networks apart by commas, such as 127.0.0.1, 10.0.0.0/8, ::1",
);

/** How an example of a secret begins. */
export const INSTEAD_OF_SECRET = "the output of: ";

/** A secret that cannot be guessed if it is random. The words that `.env.example` has in its place are long enough, and public. */
export const secret = (min: number) =>
  z.string().min(min, `expected at least ${min} characters`).refine(
    (text) => !text.startsWith(INSTEAD_OF_SECRET),
    "expected what the command of .env.example prints, not the words that stand there",
  );

/** A name that can stand in an address or path. */
export const line = z.string().regex(/^[^\p{Cc}]{1,4096}$/u, "expected one line of text");
