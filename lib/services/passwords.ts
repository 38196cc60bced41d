// Passwords at rest: scrypt (RFC 7914) on threads of their own, a few at a time, in PHC string format so that the parameters can
// change later. It does not know who signs in.

import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import pLimit from "p-limit";
import { ParleyError } from "../protocol/errors.ts";

export interface Passwords {
  /** @returns what to store; another one each time */
  hash(password: string): Promise<string>;
  /** Whether `password` is the one that `hash` was made of. */
  verify(password: string, hash: string): Promise<boolean>;
  /** As much work as `verify`, for nothing: so that time does not tell whether an account exists. */
  verifyNothing(password: string): Promise<void>;
}

export interface PasswordCost {
  /** log2 of scrypt's N */
  ln: number;
  r: number;
  p: number;
}

/** OWASP's password storage cheat sheet (2025) for scrypt: N=2^15, r=8, p=3 equals N=2^17, p=1 in work, with 32 MiB. */
const COST: PasswordCost = { ln: 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** More than these would wait longer than a person does. */
const QUEUE = 64;
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

/**
 * @param cost scrypt's parameters for new hashes
 * @param atOnce how many hashes are worked out at the same time; each takes 32 MiB
 * @throws ParleyError (from every method) `overloaded` when too many wait already
 */
export function scryptPasswords(
  cost = COST,
  atOnce = Math.max(1, Math.min(4, navigator.hardwareConcurrency)),
): Passwords {
  const limit = pLimit(atOnce);
  const derive = (password: string, salt: Buffer, by: PasswordCost) => {
    if (limit.pendingCount >= QUEUE) {
      throw new ParleyError("overloaded", "Too many people are signing in just now. Please try again.", {
        retryAfter: 5,
      });
    }
    return limit(() => work(password, salt, by));
  };
  const nobodys = { salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(password, salt, cost);
      return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(key)}`;
    },
    async verify(password, hash) {
      const [, ln, r, p, salt, key] = PHC.exec(hash) ?? [];
      if (salt === undefined || key === undefined) throw new Error("a stored password hash is not one of ours");
      const by = { ln: Number(ln), r: Number(r), p: Number(p) };
      return timingSafeEqual(await derive(password, Buffer.from(salt, "base64"), by), Buffer.from(key, "base64"));
    },
    async verifyNothing(password) {
      timingSafeEqual(await derive(password, nobodys.salt, cost), nobodys.key);
    },
  };
}

/** The same password typed on two systems may come as different code points: NFKC, as RFC 8265 and NIST SP 800-63B advise. */
function work(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) => error ? reject(error) : resolve(key));
  });
}

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
