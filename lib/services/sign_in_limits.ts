// How often somebody may try to sign in. Counted by address, and by address together with the account: never by the account
// alone, for that would let anybody lock its owner out.

import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
} from "rate-limiter-flexible";
import ipaddr from "ipaddr.js";
import { ParleyError } from "../protocol/errors.ts";

export interface SignInLimits {
  /**
   * Counts one attempt.
   * @param account the key of the name or address that was typed
   * @throws ParleyError `rate_limited`, with the seconds to wait
   */
  spend(address: string, account: string): Promise<void>;
  /** Forgets the attempts on the account from this address: its owner knew the password. */
  succeeded(address: string, account: string): Promise<void>;
}

export interface SignInLimitOptions {
  perMinute: number;
  /** counts are shared between instances; while Redis does not answer, each counts for itself */
  shared?: SharedCounts;
}

/** Where all instances count together. */
export interface SharedCounts {
  /** a client of node-redis */
  redis: object;
  /** keeps apart what shares one Redis */
  prefix: string;
}

/** Many people may share an address: it has so many times the attempts that one account has from it. */
const PEOPLE_AN_ADDRESS = 10;
const REDIS_TIMEOUT_MS = 500;

export const unlimitedSignIns: SignInLimits = {
  spend: () => Promise.resolve(),
  succeeded: () => Promise.resolve(),
};

export function signInLimits({ perMinute, shared }: SignInLimitOptions): SignInLimits {
  const byAddress = limiter("sign-in:address", perMinute * PEOPLE_AN_ADDRESS, shared);
  const byAccount = limiter("sign-in:account", perMinute, shared);
  return {
    async spend(address, account) {
      await consume(byAddress, network(address));
      await consume(byAccount, accountKey(address, account));
    },
    async succeeded(address, account) {
      await byAccount.delete(accountKey(address, account));
    },
  };
}

function limiter(name: string, points: number, shared: SharedCounts | undefined): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ keyPrefix: name, points, duration: 60 });
  if (shared === undefined) return memory;
  const together = new RateLimiterRedis({
    keyPrefix: `${shared.prefix}${name}`,
    points,
    duration: 60,
    storeClient: shared.redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
  });
  return new RLWrapperTimeouts({ limiter: together, timeoutMs: REDIS_TIMEOUT_MS, insuranceLimiter: memory });
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new ParleyError("rate_limited", `Too many attempts. Please try again in ${retryAfter} s.`, { retryAfter });
  }
}

const accountKey = (address: string, account: string): string => `${network(address)} ${account}`;

/** Whoever has one IPv6 address usually has the 2^64 of its network. */
function network(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const v6 = ipaddr.IPv6.parse(address);
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address().toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${v6.toString()}/64`).toString();
}
