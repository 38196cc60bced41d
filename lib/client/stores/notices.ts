// Short sentences about what just happened, shown for a while over whatever is open.

import { type ReadonlySignal, signal } from "@preact/signals";

export interface Notice {
  id: number;
  text: string;
  isBad: boolean;
  /** what can be done about it */
  action?: { label: string; run: () => void };
}

/** What went wrong is read longer, and what can be undone. */
const SHORT_MS = 4_000;
const LONG_MS = 10_000;
/** More than this at once nobody reads; but what can be undone stays until its time is over. */
const MOST = 3;

export class Notices {
  readonly #all = signal<readonly Notice[]>([]);
  #next = 1;

  get all(): ReadonlySignal<readonly Notice[]> {
    return this.#all;
  }

  /** `stays`: until it is dismissed, since what it offers would be lost */
  say(
    text: string,
    { isBad = false, action, stays = false }: Partial<Pick<Notice, "isBad" | "action"> & { stays: boolean }> = {},
  ): void {
    const notice: Notice = { id: this.#next++, text, isBad, ...(action && { action }) };
    // The same sentence twice is one sentence; but two messages that were given up are two.
    const others = this.#all.peek().filter((it) => it.action !== undefined || it.text !== text);
    const all = [...others, notice];
    const plain = all.filter((it) => it.action === undefined).slice(-MOST);
    this.#all.value = all.filter((it) => it.action !== undefined || plain.includes(it));
    if (!stays) setTimeout(() => this.drop(notice.id), isBad || action ? LONG_MS : SHORT_MS);
  }

  drop(id: number): void {
    this.#all.value = this.#all.peek().filter((it) => it.id !== id);
  }
}
