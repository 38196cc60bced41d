// Every conversation that is held, by id, and those that were taken away. What a word about one of them is worth is told by the
// `me_rev` it came with; asking the server is others' to do.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationView } from "../../protocol/views.ts";
import type { Conversation } from "../conversation.ts";
import { withoutHidden } from "../hidden.ts";
import { withEntry } from "../snapshots.ts";
import { type Target, targetKey, targetOf } from "../target.ts";
import type { Held } from "./held.ts";

export class Shelf {
  readonly #held = signal<ReadonlyMap<string, Held>>(new Map());
  /** by id, the `me_rev` with which it went: an older word of it does not bring it back */
  readonly #gone = new Map<string, number>();

  /** @param hold begins to hold a conversation */
  constructor(private readonly me: string, private readonly hold: (entry: ConversationView) => Held) {}

  /** Most recent first, as they are shown. */
  readonly list: ReadonlySignal<readonly Conversation[]> = computed(() => sorted(this.#each((it) => it.shown)));

  /** The same as the server has them. */
  readonly truth: ReadonlySignal<readonly Conversation[]> = computed(() => sorted(this.#each((it) => it.state)));

  #each = (of: (held: Held) => ReadonlySignal<Conversation>): Conversation[] =>
    [...this.#held.value.values()].map((held) => of(held).value);

  /** Forgets everything and begins with these. */
  begin(entries: readonly ConversationView[]): void {
    for (const held of this.all()) held.stop();
    this.#gone.clear();
    this.#held.value = new Map(entries.map((entry) => [entry.id, this.hold(entry)]));
  }

  all = (): Held[] => [...this.#held.peek().values()];

  peek = (id: string): Held | undefined => this.#held.peek().get(id);

  get = (id: string): Conversation | undefined => this.#held.value.get(id)?.shown.value;

  /** The one with a person or of a group. */
  peekAt = (target: Target): Held | undefined => this.all().find(isOf(target));

  /** The same as its state; reading it subscribes. */
  at = (target: Target): Conversation | undefined => [...this.#held.value.values()].find(isOf(target))?.shown.value;

  update(id: string, change: (state: Conversation) => Conversation): void {
    const held = this.peek(id);
    if (held !== undefined) held.state.value = change(held.state.peek());
  }

  /** Messages that this person has hidden. */
  hide(id: string, messages: ReadonlySet<string>): void {
    this.update(id, (it) => withoutHidden(it, messages, this.me));
  }

  /** An entry as of `meRev`. @returns the conversation, if it was held and took it */
  take(entry: ConversationView, meRev: number): Held | undefined {
    if ((this.#gone.get(entry.id) ?? -1) > meRev) return undefined;
    this.#gone.delete(entry.id);
    const held = this.peek(entry.id);
    if (held === undefined) {
      const added = this.hold(entry);
      added.meRev = meRev;
      this.#held.value = new Map(this.#held.peek()).set(entry.id, added);
      return undefined;
    }
    if (meRev < held.meRev) return undefined;
    held.meRev = meRev;
    held.become(withEntry(held.state.peek(), entry, this.me));
    held.expect(entry.rev);
    return held;
  }

  forget(id: string, meRev: number): void {
    const held = this.peek(id);
    if (held !== undefined && held.meRev > meRev) return;
    this.#gone.set(id, meRev);
    held?.stop();
    const rest = new Map(this.#held.peek());
    rest.delete(id);
    this.#held.value = rest;
  }
}

const sorted = (all: Conversation[]): Conversation[] => all.sort((a, b) => activity(a) < activity(b) ? 1 : -1);

const isOf = (target: Target) => (held: Held): boolean => {
  const its = targetOf(held.state.peek().entry);
  return its !== undefined && targetKey(its) === targetKey(target);
};

const activity = ({ entry }: Conversation): string =>
  entry.last_message?.created_at ?? entry.group?.created_at ?? entry.peer?.created_at ?? "";
