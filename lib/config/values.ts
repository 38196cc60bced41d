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

/** A URL of one of these schemes (such as `postgres:`) that names a host. */
export const url = (...schemes: string[]) =>
  z.string().refine(
    (text) => schemes.includes(urlOf(text)?.protocol ?? "") && urlOf(text)?.hostname !== "",
    `expected a URL such as ${schemes[0]}//user:password@host/name`,
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

/** A secret that cannot be guessed if it is random. */
export const secret = (min: number) => z.string().min(min, `expected at least ${min} characters`);

/** A name that can stand in an address or path. */
export const line = z.string().regex(/^[^\p{Cc}]{1,4096}$/u, "expected one line of text");
