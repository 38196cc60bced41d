// All tabs of one person in one browser: one of them leads, and each says which conversation is looked at in it. Both are locks of the
// browser, so that a tab that dies leads no longer and looks at nothing. Where there are none (plain http) a tab knows itself alone.

const isThere = () => "locks" in navigator;

export class Tabs {
  readonly #ended = new AbortController();
  #leads = !isThere();
  #looking: { id: string; end: AbortController } | undefined;

  /** @param name the same in all tabs of this person */
  constructor(private readonly name: string) {
    void this.#hold(`${name}.leader`, "exclusive", this.#ended.signal, () => this.#leads = true);
  }

  /** Whether what concerns all tabs is this one's to do. */
  get leads(): boolean {
    return this.#leads;
  }

  /** @param id the conversation that somebody looks at in this tab now; null: none */
  looksAt(id: string | null): void {
    if (this.#looking?.id === id) return;
    this.#looking?.end.abort();
    this.#looking = id === null ? undefined : { id, end: new AbortController() };
    if (this.#looking !== undefined) {
      void this.#hold(this.#nameOf(this.#looking.id), "shared", this.#looking.end.signal);
    }
  }

  /** Whether somebody looks at that conversation, in whichever tab. */
  async isLookedAt(id: string): Promise<boolean> {
    if (this.#looking?.id === id || !isThere()) return this.#looking?.id === id;
    const { held = [] } = await navigator.locks.query();
    return held.some((it) => it.name === this.#nameOf(id));
  }

  end(): void {
    this.looksAt(null);
    this.#leads = false;
    this.#ended.abort();
  }

  #nameOf = (id: string) => `${this.name}.looks-at.${id}`;

  async #hold(name: string, mode: LockMode, until: AbortSignal, then = () => {}): Promise<void> {
    if (!isThere()) return;
    const held = () => {
      then();
      return new Promise<void>((resolve) => until.addEventListener("abort", () => resolve(), { once: true }));
    };
    // Ended while it waited for its turn: that was the wish.
    await navigator.locks.request(name, { mode, signal: until }, held).catch(() => {});
  }
}
