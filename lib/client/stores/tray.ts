// The files that were chosen for a message that is not sent yet, by target.

import { signal } from "@preact/signals";
import type { Outgoing } from "../files/outgoing.ts";

const NONE: readonly Outgoing[] = [];

export class Tray {
  readonly #all = signal<ReadonlyMap<string, readonly Outgoing[]>>(new Map());

  /** Reading it subscribes. @param where a target's key */
  get = (where: string): readonly Outgoing[] => this.#all.value.get(where) ?? NONE;

  peek = (where: string): readonly Outgoing[] => this.#all.peek().get(where) ?? NONE;

  peekAll = (): Outgoing[] => [...this.#all.peek().values()].flat();

  set(where: string, files: readonly Outgoing[]): void {
    this.#all.value = new Map(this.#all.peek()).set(where, files);
  }

  /** Puts a file, as it is by now, in its own place; it may be gone. */
  replace(file: Outgoing): void {
    for (const [where, files] of this.#all.peek()) {
      if (files.some((it) => it.key === file.key)) this.set(where, files.map((it) => it.key === file.key ? file : it));
    }
  }

  drop(key: string): void {
    for (const [where, files] of this.#all.peek()) this.set(where, files.filter((it) => it.key !== key));
  }
}
