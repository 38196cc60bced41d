// Removes files that nothing holds any more: uploads that were never used or broke off, what deleted messages held, former pictures.
// One instance at a time, a few files a transaction: a kill loses nothing, and nobody waits for it.

import { expire, lockExpired, mayExpire, reclaim } from "../../db/file_expiry.ts";
import type { Database } from "../../db/sql.ts";

export interface SweeperDeps {
  db: Database;
  onError(error: unknown): void;
}

const EVERY_MS = 60_000;
/** Files of one transaction; the embedded database has one connection, which nobody may wait for. */
const BATCH = { own: 20, embedded: 1 };

export class FileSweeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(readonly deps: SweeperDeps) {}

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.sweep().then(() => {}, this.deps.onError).finally(() => {
        this.#running = undefined;
        if (!this.#stopped) this.start();
      });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Looks at everything whose time is over. @returns how many files went */
  async sweep(): Promise<number> {
    const size = this.deps.db.embedded ? BATCH.embedded : BATCH.own;
    for (let count = 0;;) {
      const { looked, gone } = await this.#step(size);
      count += gone;
      if (looked === size && !this.#stopped) continue;
      // Postgres has somebody for that; the embedded one would grow with every file that ever was.
      if (count > 0 && this.deps.db.embedded) await reclaim(this.deps.db);
      return count;
    }
  }

  #step(size: number): Promise<{ looked: number; gone: number }> {
    return this.deps.db.transaction(async (tx) => {
      if (!await mayExpire(tx)) return { looked: 0, gone: 0 };
      const ids = await lockExpired(tx, size);
      return { looked: ids.length, gone: ids.length === 0 ? 0 : (await expire(tx, ids)).length };
    });
  }
}
