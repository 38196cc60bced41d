// How long to wait before the next attempt: exponential with full jitter, so that a thousand clients of one restarted server
// do not come back in the same second. Knows no timers.

/** Milliseconds. */
export interface Backoff {
  base: number;
  cap: number;
}

export const RECONNECT: Backoff = { base: 500, cap: 30_000 };

/**
 * @param attempt 0 for the first wait
 * @param random in [0, 1)
 * @returns milliseconds, uniformly in [0, min(cap, base · 2^attempt))
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const fullJitter = (attempt: number, random: number, { base, cap }: Backoff = RECONNECT): number =>
  Math.floor(random * Math.min(cap, base * 2 ** Math.min(attempt, 30)));
