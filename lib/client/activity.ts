// Whether somebody is at this device: after ten minutes without input the server hears that nobody is, at the next input that somebody
// is again. It knows neither the page nor the socket.

/** Without input for this long, one is away. */
export const IDLE_MS = 10 * 60_000;

/** The time, and being called later; tests bring their own. */
export interface ActivityClock {
  /** milliseconds */
  now(): number;
  /** @returns takes it back */
  after(ms: number, run: () => void): () => void;
}

const browserClock: ActivityClock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export class Activity {
  #lastInput: number;
  #isActive = true;
  #cancel: () => void;

  /** @param tell says it to the server; may be lost, as long as `connected` is called with every new socket */
  constructor(private readonly tell: (active: boolean) => void, private readonly clock = browserClock) {
    this.#lastInput = clock.now();
    this.#cancel = this.#checkIn(IDLE_MS);
  }

  /** There was input. Called for every move of a pointer, so it sets no timer while one is running. */
  input(): void {
    this.#lastInput = this.clock.now();
    if (this.#isActive) return;
    this.#isActive = true;
    this.tell(true);
    this.#cancel = this.#checkIn(IDLE_MS);
  }

  /** There is a new socket: the server takes whoever opens one as being there. */
  connected(): void {
    if (!this.#isActive) this.tell(false);
  }

  stop(): void {
    this.#cancel();
  }

  #checkIn(ms: number): () => void {
    return this.clock.after(ms, () => {
      const rest = this.#lastInput + IDLE_MS - this.clock.now();
      if (rest > 0) return void (this.#cancel = this.#checkIn(rest));
      this.#isActive = false;
      this.tell(false);
    });
  }
}
