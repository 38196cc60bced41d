// How often one person may do something. Counted an instance: what it protects is that one's work, and a request is answered by one.

import { BurstyRateLimiter, type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ParleyError } from "../protocol/errors.ts";

export interface Rate {
  /** Counts one. @throws ParleyError `rate_limited`, with the seconds to wait */
  spend(userId: string): Promise<void>;
}

export const unlimited: Rate = { spend: () => Promise.resolve() };

/** @param perSecond on average @param burst at once */
export function burstRate(name: string, { perSecond, burst }: { perSecond: number; burst: number }): Rate {
  const steady = new RateLimiterMemory({ keyPrefix: name, points: perSecond, duration: 1 });
  const beyond = new RateLimiterMemory({
    keyPrefix: `${name}-burst`,
    points: Math.max(1, burst - perSecond),
    duration: Math.max(1, burst / perSecond),
  });
  return rate(new BurstyRateLimiter(steady, beyond));
}

export const minuteRate = (name: string, points: number): Rate =>
  rate(new RateLimiterMemory({ keyPrefix: name, points, duration: 60 }));

export const hourlyRate = (name: string, points: number): Rate =>
  rate(new RateLimiterMemory({ keyPrefix: name, points, duration: 3_600 }));

const rate = (limiter: Pick<RateLimiterAbstract, "consume">): Rate => ({
  async spend(userId) {
    try {
      await limiter.consume(userId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new ParleyError("rate_limited", `Too much at once. Please try again in ${retryAfter} s.`, { retryAfter });
    }
  },
});
