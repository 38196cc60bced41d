// Who is typing where. A sign that is not repeated is over after 6 s; a message ends its author's.

import { type ReadonlySignal, signal } from "@preact/signals";
import { TYPING_EXPIRES_MS } from "../../protocol/limits.ts";

/** One's own sign is sent at most this often. */
export const REPEAT_MS = 3_000;

export interface Typist {
  id: string;
  name: string;
}

export class Typing {
  readonly #signs = signal<ReadonlyMap<string, readonly Typist[]>>(new Map());
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #sentAt = new Map<string, number>();

  get signs(): ReadonlySignal<ReadonlyMap<string, readonly Typist[]>> {
    return this.#signs;
  }

  /** @param where a target's key */
  begin(where: string, typist: Typist): void {
    this.end(where, typist.id);
    this.#set(where, [...this.#at(where), typist]);
    const key = `${where} ${typist.id}`;
    this.#timers.set(key, setTimeout(() => this.end(where, typist.id), TYPING_EXPIRES_MS));
  }

  end(where: string, id: string): void {
    const key = `${where} ${id}`;
    clearTimeout(this.#timers.get(key));
    if (!this.#timers.delete(key)) return;
    this.#set(where, this.#at(where).filter((it) => it.id !== id));
  }

  /** Whether one's own sign is due. @param now milliseconds */
  isDue(where: string, now: number): boolean {
    if (now - (this.#sentAt.get(where) ?? -Infinity) < REPEAT_MS) return false;
    this.#sentAt.set(where, now);
    return true;
  }

  /** The message was sent: the next sign may go at once. */
  sent(where: string): void {
    this.#sentAt.delete(where);
  }

  #at = (where: string) => this.#signs.peek().get(where) ?? [];

  #set(where: string, typists: readonly Typist[]): void {
    const signs = new Map(this.#signs.peek());
    if (typists.length === 0) signs.delete(where);
    else signs.set(where, typists);
    this.#signs.value = signs;
  }
}
