// What is shown beside the list: its messages, and of a group its members, are loaded unless they are held.

import { type Signal, signal } from "@preact/signals";
import type { ConversationView } from "../protocol/views.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { People } from "./stores/people.ts";
import type { Target } from "./target.ts";

export class Opened {
  readonly target: Signal<Target | null>;

  constructor(private readonly conversations: Conversations, private readonly people: People, first: Target | null) {
    this.target = signal(first);
  }

  /** @param at the `seq` to begin at; left out: the first unread message, or the end */
  async open(target: Target | null, at?: number): Promise<void> {
    this.target.value = target;
    if (target === null) return;
    await this.conversations.windows.enter(target, at);
    await this.#members(target);
  }

  /** It is loaded where nothing of it is held. */
  async again(): Promise<void> {
    const target = this.target.peek();
    if (target === null || this.conversations.at(target) === undefined) return;
    await this.conversations.windows.open(target);
    await this.#members(target);
  }

  /** Whether it is there and its messages are not. */
  isMissing(target: Target | null = this.target.peek()): boolean {
    const of = target === null ? undefined : this.conversations.at(target);
    return of !== undefined && of.log === null && of.around === null;
  }

  /** A conversation came to be: if it is this one, by its first message, its log begins here. */
  appeared(entry: ConversationView): void {
    const target = this.target.peek();
    if (target === null || this.conversations.at(target)?.entry.id !== entry.id) return;
    void this.again().catch(() => {});
  }

  async #members(target: Target): Promise<void> {
    if (target.kind !== "group" || this.conversations.at(target)?.members) return;
    this.people.know((await this.conversations.windows.members(target.id)).map((it) => it.user));
  }
}
