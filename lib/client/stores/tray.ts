// The files that were chosen for a message that is not sent yet, by target: kept on this device as text, an entry a file, so that two windows
// of one person do not write over each other's. Their bytes are kept apart (`files/blobs.ts`).

import { signal } from "@preact/signals";
import { isObject } from "../incoming.ts";
import { type Outgoing, parseOutgoing } from "../files/outgoing.ts";
import type { Storage } from "../storage.ts";

const NONE: readonly Outgoing[] = [];
const PREFIX = "tray.";

/** @param n its place among those of its target */
interface Kept {
  where: string;
  n: number;
  file: Outgoing;
}

export class Tray {
  readonly #all = signal<ReadonlyMap<string, readonly Outgoing[]>>(new Map());

  constructor(private readonly storage: Storage) {}

  /** Reading it subscribes. @param where a target's key */
  get = (where: string): readonly Outgoing[] => this.#all.value.get(where) ?? NONE;

  peek = (where: string): readonly Outgoing[] => this.#all.peek().get(where) ?? NONE;

  peekAll = (): Outgoing[] => [...this.#all.peek().values()].flat();

  /** Reads what the device has kept; what is here already stays. After hydration, since the server's HTML knows nothing of it. */
  restore(): void {
    const here = new Set(this.peekAll().map((it) => it.key));
    const all = new Map(this.#all.peek());
    for (const { where, file } of this.#kept()) {
      if (!here.has(file.key)) all.set(where, [...all.get(where) ?? NONE, file]);
    }
    if (all.size > 0) this.#all.value = all;
  }

  /** The names of the files that the device has, whichever window took them. */
  keptKeys = (): string[] => this.storage.keys(PREFIX).map((key) => key.slice(PREFIX.length));

  set(where: string, files: readonly Outgoing[]): void {
    const stays = new Set(files.map((it) => it.key));
    for (const { key } of this.peek(where)) if (!stays.has(key)) this.storage.remove(PREFIX + key);
    files.forEach((file, n) => this.storage.set(PREFIX + file.key, JSON.stringify({ where, n, file })));
    this.#all.value = new Map(this.#all.peek()).set(where, files);
  }

  /** Puts a file, as it is by now, in its own place; it may be gone. */
  replace(file: Outgoing): void {
    for (const [where, files] of this.#all.peek()) {
      if (files.some((it) => it.key === file.key)) this.set(where, files.map((it) => it.key === file.key ? file : it));
    }
  }

  drop(key: string): void {
    for (const [where, files] of this.#all.peek()) {
      if (files.some((it) => it.key === key)) this.set(where, files.filter((it) => it.key !== key));
    }
  }

  /** What another window has sent or removed meanwhile is not here any more. */
  forgetGone(where: string): void {
    const kept = new Set(this.keptKeys());
    if (this.peek(where).some((it) => !kept.has(it.key))) {
      this.set(where, this.peek(where).filter((it) => kept.has(it.key)));
    }
  }

  #kept = (): Kept[] =>
    this.keptKeys().flatMap((key) => parse(this.storage.get(PREFIX + key))).sort((a, b) => a.n - b.n);
}

/** What an older version or another program left there is no reason to fail. */
function parse(text: string | null): Kept[] {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (!isObject(value) || typeof value.where !== "string" || typeof value.n !== "number") return [];
    const { where, n } = value;
    return parseOutgoing([value.file]).map((file) => ({ where, n, file }));
  } catch {
    return [];
  }
}
