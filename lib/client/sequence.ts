// The order of a conversation's stored changes, on the client's side: which to drop, which to apply now, which wait for the ones
// between. From "How a client stays exact" of the wire contract. Knows neither messages nor timers.

/** What covers `(after_rev, rev]`; `after_rev` is `rev - 1` where it is left out. */
export interface Sequenced {
  rev: number;
  after_rev?: number;
}

export class Sequence<T extends Sequenced> {
  #waiting: T[] = [];

  /** @param rev everything up to here is held already */
  constructor(public rev: number) {}

  /** Whether something is further ahead than what is held: a gap, unless the missing ones come within a second. */
  get hasGap(): boolean {
    return this.#waiting.length > 0;
  }

  /** @returns what is to be applied now, in order: nothing (a repeat, or ahead of a gap), this one, or those that it freed as well */
  offer(change: T): T[] {
    if (change.rev <= this.rev) return [];
    this.#waiting.push(change);
    return this.#take();
  }

  /** The state up to `rev` came another way (a sync, a page): what waited behind it may follow. Never moves back. */
  reach(rev: number): T[] {
    this.rev = Math.max(this.rev, rev);
    return this.#take();
  }

  /** The state was loaded anew as of `rev`, which may be earlier than what was held. */
  restart(rev: number): T[] {
    this.rev = rev;
    return this.#take();
  }

  #take(): T[] {
    this.#waiting.sort((a, b) => a.rev - b.rev);
    const ready: T[] = [];
    let next: T | undefined;
    while ((next = this.#waiting[0]) !== undefined) {
      if (next.rev > this.rev) {
        if ((next.after_rev ?? next.rev - 1) > this.rev) break;
        ready.push(next);
        this.rev = next.rev;
      }
      this.#waiting.shift();
    }
    return ready;
  }
}
