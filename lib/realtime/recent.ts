// What was told of conversations while somebody's memberships were being read: they may turn out to be concerned. Kept in
// generations, so that old news go even where there is always somebody whose memberships are being read.

import type { ChangesEvent } from "../bus/bus.ts";

interface Generation {
  readers: number;
  size: number;
  changes: Map<string, ChangesEvent[]>;
  heads: Map<string, number>;
}

/** events of one conversation; older ones are found by reading */
const EVENTS_MAX = 64;
/** what is told later belongs to the next generation */
const GENERATION_SIZE = 1_000;

export class Recent {
  /** the oldest first; each is needed by its own readers and by those of older ones */
  readonly #generations: Generation[] = [];

  /** Whether a conversation that has no member here may be about to have one. */
  get reading(): boolean {
    return this.#generations.length > 0;
  }

  /** Keeps all that is told until `work` is done. */
  async while<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#begin();
    mine.readers++;
    try {
      return await work();
    } finally {
      mine.readers--;
      while (this.#generations[0]?.readers === 0) this.#generations.shift();
    }
  }

  remember(event: ChangesEvent): void {
    const last = this.#generations.at(-1);
    if (last === undefined) return;
    last.size++;
    const before = last.changes.get(event.conversation_id) ?? [];
    last.changes.set(event.conversation_id, [...before, event].slice(-EVENTS_MAX));
  }

  /** The conversation has come to `rev`, says the poll, which will not say it again. */
  expect(conversationId: string, rev: number): void {
    const last = this.#generations.at(-1);
    if (last === undefined) return;
    last.size++;
    last.heads.set(conversationId, Math.max(last.heads.get(conversationId) ?? 0, rev));
  }

  changesOf = (conversationId: string): ChangesEvent[] =>
    this.#generations.flatMap((generation) => generation.changes.get(conversationId) ?? []);

  headOf = (conversationId: string): number =>
    Math.max(0, ...this.#generations.map((generation) => generation.heads.get(conversationId) ?? 0));

  #begin(): Generation {
    const last = this.#generations.at(-1);
    if (last !== undefined && last.size < GENERATION_SIZE) return last;
    const fresh: Generation = { readers: 0, size: 0, changes: new Map(), heads: new Map() };
    this.#generations.push(fresh);
    return fresh;
  }
}
