// One conversation and the order of its changes: what arrives is applied when its turn has come, what is missing is asked for, by
// one repair at a time.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ChangeFrame } from "../../protocol/server_frames.ts";
import type { ConversationView, MessageView } from "../../protocol/views.ts";
import { bounded } from "../bounds.ts";
import { applyChange } from "../changes.ts";
import { type Conversation, fromEntry } from "../conversation.ts";
import { withMessage } from "../counting.ts";
import { Sequence, type Sequenced } from "../sequence.ts";

/** One's own message, confirmed by an ack: it takes a rev like any change. */
export interface OwnMessage extends Sequenced {
  type: "own";
  message: MessageView;
}

/** An `ack` may overtake the frames before it, so something ahead is a gap only after this long. */
export const PATIENCE_MS = 1_000;

export class Held {
  /** as the server has it */
  readonly state: Signal<Conversation>;
  /** as it is shown: with what this person does and the server has not done yet */
  readonly shown: ReadonlySignal<Conversation>;
  readonly sequence: Sequence<ChangeFrame | OwnMessage>;
  /** of the entry: an older one is not taken */
  meRev = 0;
  /** the `seq` that its reader looks at: what is far from there is let go. Infinity: the end */
  reader = Infinity;
  /** goes up with each place that its reader wants to see: what was loaded for the one before comes too late */
  visit = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #repair: Promise<void> | undefined;

  /** @param repair asks for what is missing */
  constructor(
    entry: ConversationView,
    private readonly me: string,
    private readonly repair: (of: Held) => Promise<void>,
    private readonly patience: number,
    foresee: (of: Conversation) => Conversation = (of) => of,
  ) {
    this.state = signal(fromEntry(entry));
    this.shown = computed(() => foresee(this.state.value));
    this.sequence = new Sequence(entry.rev);
  }

  get id(): string {
    return this.state.peek().entry.id;
  }

  offer(change: ChangeFrame | OwnMessage): void {
    this.#apply(this.sequence.offer(change));
    if (this.sequence.hasGap) this.#repairSoon();
  }

  /** Something outside of the sequence (a sync, a page, an entry) gave this state; what waited behind it follows. */
  become(state: Conversation): void {
    this.state.value = state;
    const move = state.entry.rev < this.sequence.rev ? "restart" : "reach";
    this.#apply(this.sequence[move](state.entry.rev));
  }

  /** The server is said to be at `rev`: if the frames until there do not come, they are asked for. */
  expect(rev: number): void {
    if (rev > this.sequence.rev) this.#repairSoon(rev);
  }

  /** Asks now. */
  async repairNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#repair ??= this.repair(this).finally(() => this.#repair = undefined);
    await this.#repair;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #repairSoon(rev = Infinity): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const isBehind = this.sequence.hasGap || (rev !== Infinity && rev > this.sequence.rev);
      if (isBehind) this.repairNow().catch(() => {});
    }, this.patience);
  }

  #apply(changes: (ChangeFrame | OwnMessage)[]): void {
    let state = this.state.peek();
    for (const change of changes) {
      if (change.type !== "own") state = applyChange(state, change, this.me);
      else {
        const next = withMessage(state, change.message, this.me);
        state = { ...next, entry: { ...next.entry, rev: change.rev } };
      }
    }
    this.state.value = bounded(state, this.reader);
  }
}
