// Which announcements were read, as the server says of the group it rendered, and on this device: each group's last one, by its time.

import { signal } from "@preact/signals";
import type { Storage } from "../storage.ts";

const PREFIX = "announced.";

export class Seen {
  readonly #at = signal<ReadonlyMap<string, string>>(new Map());

  constructor(private readonly storage: Storage) {}

  /** In the browser, after hydration. */
  restore(): void {
    const kept = this.storage.keys(PREFIX).map((key) =>
      [key.slice(PREFIX.length), this.storage.get(key) ?? ""] as const
    );
    // What the server says is no older than what this device has kept.
    this.#at.value = new Map([...kept, ...this.#at.peek()]);
  }

  /** Reading it subscribes. @param at RFC 3339, when it was announced */
  has = (groupId: string, at: string): boolean => this.#at.value.get(groupId) === at;

  /** It was read on some device. */
  know(groupId: string, at: string): void {
    this.#at.value = new Map(this.#at.peek()).set(groupId, at);
  }

  /** It is read on this one. */
  add(groupId: string, at: string): void {
    this.know(groupId, at);
    this.storage.set(PREFIX + groupId, at);
  }
}
