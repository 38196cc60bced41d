// A token bucket: `rate` a second on average, `burst` at once.

export class Bucket {
  #tokens: number;
  #at = performance.now();

  constructor(readonly rate: number, readonly burst: number) {
    this.#tokens = burst;
  }

  /** @returns 0 when one may pass, else the seconds until the next may */
  take(now = performance.now()): number {
    if (this.rate === Infinity) return 0;
    this.#tokens = Math.min(this.burst, this.#tokens + (now - this.#at) / 1000 * this.rate);
    this.#at = now;
    if (this.#tokens < 1) return (1 - this.#tokens) / this.rate;
    this.#tokens -= 1;
    return 0;
  }
}

/** For frames of one kind: how much of them may come, and what may be refused before it counts as flooding. */
export interface Door {
  rate: Bucket;
  patience: Bucket;
}

export const door = (perSecond: number, burst: number): Door => ({
  rate: new Bucket(perSecond, burst),
  patience: new Bucket(perSecond, 3 * burst),
});
