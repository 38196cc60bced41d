// At most one call a second and key, the last value always being the one that gets through: for read and delivered marks.

interface Slot {
  next: number | undefined;
  timer: ReturnType<typeof setTimeout>;
}

export class Throttle {
  readonly #slots = new Map<string, Slot>();

  constructor(private readonly send: (key: string, value: number) => void, private readonly everyMs = 1_000) {}

  push(key: string, value: number): void {
    const slot = this.#slots.get(key);
    if (slot !== undefined) slot.next = Math.max(slot.next ?? 0, value);
    else this.#go(key, value);
  }

  /** Sends what waits now, since the page may not be there any more when its turn has come. */
  flush(): void {
    for (const [key, slot] of this.#slots) {
      const { next } = slot;
      slot.next = undefined;
      if (next !== undefined) this.send(key, next);
    }
  }

  #go(key: string, value: number): void {
    const timer = setTimeout(() => {
      const next = this.#slots.get(key)?.next;
      this.#slots.delete(key);
      if (next !== undefined) this.#go(key, next);
    }, this.everyMs);
    this.#slots.set(key, { next: undefined, timer });
    this.send(key, value);
  }
}
