// How often a person may search. Counted an instance: a search is answered by one, and what it protects is that one's database pool.

import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ParleyError } from "../protocol/errors.ts";

export interface SearchLimits {
  /** @throws ParleyError `rate_limited`, with the seconds to wait */
  spend(userId: string): Promise<void>;
}

export const unlimitedSearches: SearchLimits = { spend: () => Promise.resolve() };

/** @param perSecond on average @param burst at once, as when somebody types fast */
export function searchLimits({ perSecond, burst }: { perSecond: number; burst: number }): SearchLimits {
  const steady = new RateLimiterMemory({ keyPrefix: "search", points: perSecond, duration: 1 });
  const beyond = new RateLimiterMemory({
    keyPrefix: "search-burst",
    points: Math.max(1, burst - perSecond),
    duration: Math.max(1, burst / perSecond),
  });
  const limiter = new BurstyRateLimiter(steady, beyond);
  return {
    async spend(userId) {
      try {
        await limiter.consume(userId);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new ParleyError("rate_limited", "Too many searches at once. Please try again in a second.", {
          retryAfter: 1,
        });
      }
    },
  };
}
