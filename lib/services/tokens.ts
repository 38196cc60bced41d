// Tokens: signed words that name a session. A token proves who signed in; whether the session still lives, the database says.

import { jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import * as z from "zod";
import { ParleyError } from "../protocol/errors.ts";
import { id } from "../protocol/fields.ts";

export interface TokenSubject {
  userId: string;
  sessionId: string;
}

export interface Tokens {
  /** @param subject with `expiresAt`, RFC 3339, by the database's clock */
  issue(subject: TokenSubject & { expiresAt: string }): Promise<string>;
  /** @throws ParleyError `unauthenticated`, the same for whatever is wrong with it */
  verify(token: string): Promise<TokenSubject>;
}

const ALGORITHM = "HS256";
const TYPE = "parley+jwt";
const PARTY = "parley";
/** Ours take some 400: a longer one is no token, and is not worth the work to look at. */
const LENGTH_MAX = 1_024;

const claims = z.object({ sub: id, sid: id, exp: z.number() });

/** As many tokens are remembered as verified: to the signature of the same text there is one answer, and the check is a third of a request. */
const VERIFIED_MAX = 10_000;

interface Verified {
  subject: TokenSubject;
  /** milliseconds since 1970 */
  until: number;
}

/**
 * @param secret at least 32 characters, the same on every instance
 * @param now the database's time in milliseconds: the machine's own clock may be wrong by days
 */
export async function jwtTokens(secret: string, now: () => number): Promise<Tokens> {
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const kid = await keyId(bytes);
  const verified = new LRUCache<string, Verified>({ max: VERIFIED_MAX });
  return {
    issue: ({ userId, sessionId, expiresAt }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setSubject(userId)
        .setIssuer(PARTY)
        .setAudience(PARTY)
        .setIssuedAt(new Date(now()))
        .setExpirationTime(new Date(expiresAt))
        .sign(key),
    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined && now() < known.until) return known.subject;
      const found = await verifiedOf(token, key, kid, new Date(now())) ?? refuse();
      verified.set(token, found);
      return found.subject;
    },
  };
}

/** A rotated secret changes it, so that an old token is told from a forged one in a debugger; it gives nothing of the key away. */
async function keyId(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", secret)).subarray(0, 6).toHex();
}

/** Everything that RFC 8725 warns of is pinned: algorithm, type, key, issuer and audience. */
async function verifiedOf(
  token: string,
  key: CryptoKey,
  kid: string,
  currentDate: Date,
): Promise<Verified | undefined> {
  if (token.length > LENGTH_MAX) return undefined;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: PARTY,
      audience: PARTY,
      requiredClaims: ["sub", "sid", "iat", "exp"],
      currentDate,
    });
    const { sub, sid, exp } = claims.parse(payload);
    return protectedHeader.kid === kid ? { subject: { userId: sub, sessionId: sid }, until: exp * 1_000 } : undefined;
  } catch {
    return undefined;
  }
}

function refuse(): never {
  throw new ParleyError("unauthenticated", "Please sign in.");
}
