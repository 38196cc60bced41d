// What is missing of one conversation, asked of the server: by `rev`, as changes, or, too far behind, as the latest page. Held
// calls it when a gap does not close by itself.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { MessagesPage } from "../api.ts";
import { withAround, withoutAround } from "../around.ts";
import { applyChanges } from "../changes.ts";
import type { Conversation } from "../conversation.ts";
import { withoutHidden } from "../hidden.ts";
import { withEntry, withLatest } from "../snapshots.ts";
import { targetOf } from "../target.ts";
import type { Held } from "./held.ts";
import type { OwnList } from "./own_list.ts";
import type { Shelf } from "./shelf.ts";
import { codeOf, type Source } from "./source.ts";

/** Further behind than this, the latest page is loaded anew instead of every change between. */
const WORTH_SYNCING = 500;

export class Repairs {
  readonly #busy = signal(0);
  /** of which it was read since the last welcome how far the others have come */
  #current = new WeakSet<Held>();

  constructor(
    private readonly me: string,
    private readonly shelf: Shelf,
    private readonly list: OwnList,
    private readonly source: Source,
  ) {}

  /** Whether something that was missed is being loaded. */
  readonly isCatchingUp: ReadonlySignal<boolean> = computed(() => this.#busy.value > 0);

  /** Asks until it is where the server is. */
  repair = (held: Held): Promise<void> => this.#during(() => this.#repair(held));

  /** A new socket: what takes no `rev` may have moved unheard, and no resume tells of it. */
  welcomed(): void {
    this.#current = new WeakSet();
  }

  /** Asks how far the others have come, once after each welcome. What fails is asked for by the next who goes there. */
  async current(held: Held): Promise<void> {
    if (!this.#current.has(held)) await held.repairNow().catch(() => {});
  }

  /** The server says after a resume that this one is at `rev`. */
  async catchUp(held: Held, rev: number): Promise<void> {
    if (rev <= held.sequence.rev) return;
    if (rev - held.sequence.rev > WORTH_SYNCING) return await this.#during(() => this.anew(held));
    const { log, around } = held.state.peek();
    if (log !== null || around !== null) return await held.repairNow();
    held.state.value = { ...held.state.peek(), stale: true };
    this.list.refreshSoon(0);
  }

  /** Puts something in place that shows the moment of `rev`: what changed since is applied again, since it may have been dropped. */
  async since(held: Held, rev: number): Promise<void> {
    for (let from = rev, more = rev < held.sequence.rev; more;) {
      const answer = await this.source.changes(held.id, from, this.list.epoch);
      held.become(applyChanges(held.state.peek(), answer, this.me));
      from = answer.rev;
      more = answer.has_more;
    }
  }

  /** Loads the latest page beside the window around a message, if there is one: what changed there meanwhile is asked for. */
  async latest(held: Held): Promise<void> {
    const target = targetOf(held.state.peek().entry);
    if (target === undefined) return;
    const page = await this.source.messages(target);
    // Asked for twice, the second answer would take away what was loaded since.
    if (this.shelf.peek(held.id) !== held || held.state.peek().log !== null) return;
    const before = held.sequence.rev;
    this.place(held, page);
    if (held.state.peek().around !== null) await this.since(held, before);
  }

  /** Puts what this device kept of a conversation in place, brought up to date, unless it is loaded or too far behind. */
  async adopt(kept: Conversation, hidden: ReadonlySet<string>): Promise<void> {
    const held = this.shelf.peek(kept.entry.id);
    if (held === undefined) return;
    let of = withoutHidden(kept, hidden, this.me);
    while (of.entry.rev < held.sequence.rev) {
      if (held.sequence.rev - of.entry.rev > WORTH_SYNCING) return;
      of = applyChanges(of, await this.source.changes(held.id, of.entry.rev, this.list.epoch), this.me);
    }
    const { log, around, entry } = held.state.peek();
    if (this.shelf.peek(held.id) !== held || log !== null || around !== null) return;
    held.become(withEntry(of, entry, this.me));
    this.list.check(held);
  }

  /** Loads the latest page in the place of everything held, and what the reader looks at if that is not on it. */
  async anew(held: Held): Promise<void> {
    const target = targetOf(held.state.peek().entry);
    if (target === undefined) return;
    const page = await this.source.messages(target);
    const isOn = !page.has_more || held.reader >= (page.messages.at(-1)?.seq ?? 0);
    const there = isOn ? undefined : await this.source.messages(target, { around: held.reader });
    if (this.shelf.peek(held.id) !== held) return;
    batch(() => {
      held.state.value = withoutAround(held.state.peek());
      this.place(held, page);
      if (there !== undefined) held.become(withAround(held.state.peek(), there, this.me));
    });
    if (there !== undefined) await this.since(held, there.rev);
  }

  /** Puts the latest page in place: from the server's HTML, or loaded. */
  place(held: Held, page: MessagesPage): void {
    this.#current.add(held);
    const before = held.sequence.rev;
    held.become(withLatest(held.state.peek(), page, this.me));
    held.expect(before);
    this.list.check(held);
  }

  async #repair(held: Held): Promise<void> {
    for (let more = true; more;) {
      const answer = await this.source.changes(held.id, held.sequence.rev, this.list.epoch)
        .catch((error) => this.#failed(error, held));
      if (answer === undefined || this.shelf.peek(held.id) !== held) return;
      if (held.state.peek().log !== null && answer.head_rev - answer.rev > WORTH_SYNCING) return await this.anew(held);
      held.become(applyChanges(held.state.peek(), answer, this.me));
      more = answer.has_more;
    }
    this.#current.add(held);
    this.list.check(held);
  }

  async #during(work: () => Promise<void>): Promise<void> {
    this.#busy.value++;
    try {
      await work();
    } finally {
      this.#busy.value--;
    }
  }

  /** 404: not ours any more. */
  #failed(error: unknown, held: Held): undefined {
    const code = codeOf(error);
    if (code === "not_found") this.shelf.forget(held.id, this.list.meRev);
    else if (code === "cursor_invalid") this.list.onEpoch();
    else throw error;
  }
}
