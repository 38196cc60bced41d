// One's own reactions on their way: on screen at once, taken back if the server refuses. However fast one changes one's mind, one request
// a message and emoji is on its way, and the last wish wins.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { MessageView } from "../../protocol/views.ts";
import type { Wishes } from "../reactions.ts";

/** Gives or takes back; answers the message as it is then. */
type Send = (id: string, emoji: string, on: boolean) => Promise<MessageView>;

const NONE: Wishes = new Map();

export class Reacting {
  readonly #wishes = signal<ReadonlyMap<string, Wishes>>(new Map());
  readonly #busy = new Set<string>();

  /** @param done what the server answered */
  constructor(private readonly send: Send, private readonly done: (message: MessageView) => void) {}

  get all(): ReadonlySignal<ReadonlyMap<string, Wishes>> {
    return this.#wishes;
  }

  of = (id: string): Wishes => this.#wishes.value.get(id) ?? NONE;

  /** Gives the reaction, or takes it back. Rejects with the refusal, after the old state is shown again. */
  async toggle({ id, my_reactions = [] }: MessageView, emoji: string): Promise<void> {
    const isOn = this.#wish(id, emoji) ?? my_reactions.includes(emoji);
    this.#set(id, emoji, !isOn);
    const key = `${id} ${emoji}`;
    if (this.#busy.has(key)) return;
    this.#busy.add(key);
    try {
      await this.#follow(id, emoji);
    } finally {
      this.#busy.delete(key);
      this.#set(id, emoji, undefined);
    }
  }

  async #follow(id: string, emoji: string): Promise<void> {
    let sent: boolean | undefined;
    for (let wish = this.#wish(id, emoji); wish !== undefined && wish !== sent; wish = this.#wish(id, emoji)) {
      sent = wish;
      this.done(await this.send(id, emoji, wish));
    }
  }

  #wish = (id: string, emoji: string): boolean | undefined => this.#wishes.peek().get(id)?.get(emoji);

  #set(id: string, emoji: string, wish: boolean | undefined): void {
    const ofMessage = new Map(this.#wishes.peek().get(id));
    if (wish === undefined) ofMessage.delete(emoji);
    else ofMessage.set(emoji, wish);
    const all = new Map(this.#wishes.peek());
    if (ofMessage.size === 0) all.delete(id);
    else all.set(id, ofMessage);
    this.#wishes.value = all;
  }
}
