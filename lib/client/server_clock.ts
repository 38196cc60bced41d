// What time it is for the server: what one may do still, or again, is judged by that, however wrong this device's clock is.

export class ServerClock {
  #ahead: number;

  /** @param now RFC 3339, of the server when it made the page */
  constructor(now?: string) {
    this.#ahead = now === undefined ? 0 : Date.parse(now) - Date.now();
  }

  /** Milliseconds. */
  now = (): number => Date.now() + this.#ahead;

  /** Something was made at that time, which is over: the page itself may have been long on its way. @param at RFC 3339 */
  saw(at: string): void {
    this.#ahead = Math.max(this.#ahead, Date.parse(at) - Date.now());
  }
}
