// What the box of a conversation is about besides a new message: an answer to one, or the change of one's own. By target.

import { type ReadonlySignal, signal } from "@preact/signals";

export type Composing =
  | { kind: "reply"; id: string }
  /** `text`: as changed so far; `isSaving`: on its way */
  | { kind: "edit"; id: string; text: string; isSaving: boolean };

export class ComposingStore {
  readonly #all = signal<ReadonlyMap<string, Composing>>(new Map());

  get all(): ReadonlySignal<ReadonlyMap<string, Composing>> {
    return this.#all;
  }

  get = (where: string): Composing | undefined => this.#all.value.get(where);

  /** @param about undefined: a new message again */
  set(where: string, about: Composing | undefined): void {
    const all = new Map(this.#all.peek());
    if (about === undefined) all.delete(where);
    else all.set(where, about);
    this.#all.value = all;
  }

  /** A message that is being changed has reached the server, which calls it `id`. */
  sent(clientId: string, id: string): void {
    for (const [where, about] of this.#all.peek()) if (about.id === clientId) this.set(where, { ...about, id });
  }

  /** The text of the message that is being changed. */
  write(where: string, text: string): void {
    const about = this.#all.peek().get(where);
    if (about?.kind === "edit") this.set(where, { ...about, text });
  }
}
