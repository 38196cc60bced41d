// Messages that others point at (a reply, a pin) and that no window holds: asked for one by one, and kept up to date by what arrives.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { MessageView } from "../../protocol/views.ts";

/** null: not there, or not ours to see */
type Known = MessageView | null;

export class Quoted {
  readonly #known = signal<ReadonlyMap<string, Known>>(new Map());
  readonly #asked = new Set<string>();
  #started = false;

  /** @param load asks the server for one message */
  constructor(private readonly load: (id: string) => Promise<MessageView>) {}

  /** From now on what is unknown is asked for: in the browser only. */
  start(): void {
    this.#started = true;
  }

  get all(): ReadonlySignal<ReadonlyMap<string, Known>> {
    return this.#known;
  }

  /** undefined: not known yet. Reading it subscribes; what was not asked for yet is. */
  get(id: string): Known | undefined {
    this.#ask(id);
    return this.#known.value.get(id);
  }

  know(messages: Iterable<MessageView>): void {
    const known = new Map(this.#known.peek());
    for (const message of messages) {
      known.set(message.id, message);
      this.#asked.add(message.id);
    }
    this.#known.value = known;
  }

  /** A message that changed: only what is held matters. */
  changed(message: MessageView): void {
    const held = this.#known.peek().get(message.id);
    if (held !== undefined && (held === null || held.rev < message.rev)) this.know([message]);
  }

  /** Something may have been missed: those that are looked at are asked for again. */
  refresh(): void {
    this.#asked.clear();
    this.#known.value = new Map(this.#known.peek());
  }

  #ask(id: string): void {
    if (!this.#started || this.#asked.has(id)) return;
    this.#asked.add(id);
    this.load(id).then((message) => this.know([message]), (error) => {
      if (isGone(error)) this.#known.value = new Map(this.#known.peek()).set(id, null);
      else this.#asked.delete(id);
    });
  }
}

const isGone = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "status" in error && error.status === 404;
