// The list of conversations, exact by `me_rev`: what only this person sees. What is missing is asked for as changes; entries whose
// count is a guess are read again as pages.

import { batch } from "@preact/signals";
import { isGuess } from "../conversation.ts";
import { Sequence } from "../sequence.ts";
import type { Held } from "./held.ts";
import type { Shelf } from "./shelf.ts";
import { codeOf, type Source } from "./source.ts";

export class OwnList {
  readonly #seen = new Sequence<{ rev: number }>(0);
  #staleTimer: ReturnType<typeof setTimeout> | undefined;
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  epoch = "";
  /** Called when the server's database is another one than what is held came from. */
  onEpoch: () => void = () => {};

  /** @param patience milliseconds until something that did not come by itself is asked for */
  constructor(private readonly shelf: Shelf, private readonly source: Source, private readonly patience: number) {}

  get meRev(): number {
    return this.#seen.rev;
  }

  begin(epoch: string, meRev: number): void {
    this.epoch = epoch;
    this.#seen.restart(meRev);
  }

  /** A frame with this `me_rev` was applied. */
  saw(meRev: number): void {
    this.#seen.offer({ rev: meRev });
    if (this.#seen.hasGap) this.expect(meRev);
  }

  /** The server is said to be at `meRev`: if the frames until there do not come, they are asked for. */
  expect(meRev: number): void {
    if (meRev <= this.#seen.rev && !this.#seen.hasGap) return;
    this.#gapTimer ??= setTimeout(() => {
      this.#gapTimer = undefined;
      if (this.#seen.hasGap || meRev > this.#seen.rev) void this.catchUp();
    }, this.patience);
  }

  /** Everything that changed for this person alone since what is held. */
  async catchUp(): Promise<void> {
    for (let more = true; more;) {
      const answer = await this.source.listChanges(this.#seen.rev, this.epoch).catch((error) => this.failed(error));
      if (answer === undefined) return;
      batch(() => {
        for (const entry of answer.conversations) this.take(entry, answer.me_rev);
        for (const id of answer.removed) this.shelf.forget(id, answer.me_rev);
        const hidden = new Set(answer.hidden);
        if (hidden.size === 0) return;
        for (const held of this.shelf.all()) {
          this.shelf.hide(held.id, hidden);
          this.check(held);
        }
      });
      more = answer.has_more && answer.me_rev > this.#seen.rev;
      this.#seen.reach(answer.me_rev);
    }
  }

  /** The rest of a list that began with its first page. */
  async rest(cursor: string | null): Promise<void> {
    for (let next = cursor; next !== null;) next = await this.#page(next);
  }

  take(...of: Parameters<Shelf["take"]>): void {
    const held = this.shelf.take(...of);
    if (held !== undefined) this.check(held);
  }

  /** Whatever changed it may have left its count or its last message a guess. */
  check(held: Held): void {
    if (isGuess(held.state.peek())) this.refreshSoon();
  }

  /** Reads again the entries that are a guess. @param ms from now */
  refreshSoon(ms: number = this.patience): void {
    this.#staleTimer ??= setTimeout(async () => {
      await this.#refresh().catch((error) => this.failed(error));
      this.#staleTimer = undefined;
      if (this.#isGuessing()) this.refreshSoon(2 * this.patience);
    }, ms);
  }

  /** `cursor_invalid`: another database. Anything else is tried again by whoever asked. */
  failed(error: unknown): undefined {
    if (codeOf(error) === "cursor_invalid") this.onEpoch();
  }

  #isGuessing = () => this.shelf.all().some((held) => isGuess(held.state.peek()));

  async #refresh(): Promise<void> {
    let next = await this.#page();
    while (next !== null && this.#isGuessing()) next = await this.#page(next);
  }

  async #page(cursor?: string): Promise<string | null> {
    const page = await this.source.listPage(cursor);
    batch(() => {
      for (const entry of page.conversations) this.take(entry, page.me_rev);
    });
    return page.next_cursor;
  }
}
