// What was begun and not sent, by target: kept on this device at every key.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Storage } from "../storage.ts";

const PREFIX = "draft.";

export class Drafts {
  readonly #texts = signal<ReadonlyMap<string, string>>(new Map());

  constructor(private readonly storage: Storage) {}

  get all(): ReadonlySignal<ReadonlyMap<string, string>> {
    return this.#texts;
  }

  /** Reads what the device has kept; after hydration, since the server's HTML knows no drafts. */
  restore(): void {
    const kept = this.storage.keys(PREFIX).map((key) =>
      [key.slice(PREFIX.length), this.storage.get(key) ?? ""] as const
    );
    this.#texts.value = new Map(kept);
  }

  get = (where: string): string => this.#texts.value.get(where) ?? "";

  set(where: string, text: string): void {
    const texts = new Map(this.#texts.peek());
    if (text.trim() === "") {
      texts.delete(where);
      this.storage.remove(PREFIX + where);
    } else {
      texts.set(where, text);
      this.storage.set(PREFIX + where, text);
    }
    this.#texts.value = texts;
  }
}
