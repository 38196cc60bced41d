// A pool of connections that outlives a lost database. postgres.js 3.4.9 leaves some of a pool's connections unusable for good
// when the server goes while a write is due (a cleared timer that still counts as set: `nextWriteTimer` in its connection.js), so a
// pool that lost a connection is replaced whole. And while the database is away, one query in a while asks whether it is back; the
// others are refused at once, instead of queueing without bound.

import { foundNoRoom, SqlError } from "./sql.ts";

/** What a pool is made of. */
export interface Endable {
  /** @param options seconds until what is still under way is cut off */
  end(options: { timeout: number }): Promise<void>;
}

const PROBE_MS = 250;
const ROOM_MS = 5_000;
const ROOM_AGAIN_MS = 100;
/** seconds that what is under way on a pool which lost a connection has left */
const LAST_SECONDS = 3;

export class Pool<Driver extends Endable> {
  #driver: Driver;
  /** when the next query may find out whether the database is back; undefined: it is not known to be away */
  #probeAt: number | undefined;
  /** how often the database has answered, refusals included */
  answers = 0;

  constructor(readonly open: () => Driver) {
    this.#driver = open();
  }

  /** @throws SqlError, or whatever else `work` throws that is not the driver's */
  async run<T>(work: (driver: Driver) => Promise<T>): Promise<T> {
    this.#admit();
    const driver = this.#driver;
    try {
      const result = await whenThereIsRoom(() => work(driver));
      this.#probeAt = undefined;
      this.answers++;
      return result;
    } catch (error) {
      if (error instanceof SqlError && error.kind === "connection") this.#replace(driver);
      else this.answers++;
      throw error;
    }
  }

  /** The database does not answer: what waits for it fails, as if every connection were lost. */
  giveUp(): void {
    this.#replace(this.#driver, 0);
  }

  close(): Promise<void> {
    return this.#driver.end({ timeout: LAST_SECONDS });
  }

  #admit(): void {
    if (this.#probeAt === undefined) return;
    if (performance.now() < this.#probeAt) throw new SqlError("connection", "the database is away", undefined);
    this.#probeAt = performance.now() + PROBE_MS;
  }

  #replace(lost: Driver, seconds = LAST_SECONDS): void {
    if (lost !== this.#driver) return;
    this.#driver = this.open();
    this.#probeAt ??= performance.now(); // the next one asks at once
    lost.end({ timeout: seconds }).catch(() => {});
  }
}

/** Tries again for a while where Postgres has no connection to give: those that this pool has go on meanwhile, and others end theirs. */
async function whenThereIsRoom<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + ROOM_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!foundNoRoom(error) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, ROOM_AGAIN_MS));
    }
  }
}
