// Work that is done one after the other, by what it concerns; of different things at the same time.

export class InOrder {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether anything of this key is under way. */
  has = (key: string): boolean => this.#last.has(key);

  /** Does it once all that came before with the same key has ended, however that did. @returns what `work` gives */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const done = before === undefined ? work() : before.then(work, work);
    this.#last.set(key, done);
    const forget = () => void (this.#last.get(key) === done && this.#last.delete(key));
    done.then(forget, forget);
    return done;
  }
}
