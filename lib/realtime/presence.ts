// Presence of the people on this instance, as a lease with a row each: what comes and goes while one transaction is under way
// goes into the next. Tells those who may know, at most once in five seconds a person, the last state always.

import { endLeases, move, renewLease, statusesOf, type StatusRow, touchPresence } from "../../db/presence.ts";
import { type Database, retrying } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import type { PresenceListener, PresenceState } from "./hub.ts";

const LEASE_SECONDS = 30;
export const RENEW_MS = 10_000;
const RETRY_MS = 1_000;
const TELL_EVERY_MS = 5_000;
/** a renewal after a longer pause than this: the database was away, for others too, who must be given time to renew */
const LATE_MS = 2 * RENEW_MS;

export interface PresenceDeps {
  db: Database;
  bus: Bus;
  instanceId: string;
  smallGroup: number;
  /** those who are here now, for a lease that was lost meanwhile */
  present(): ReadonlyMap<string, PresenceState>;
  onError(error: unknown): void;
}

export class Presence implements PresenceListener {
  #changes = new Map<string, PresenceState>();
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewedAt = -Infinity;
  #stopped = false;
  /** person → whether something is to be told when their five seconds are over */
  #told = new Map<string, boolean>();

  constructor(readonly deps: PresenceDeps) {}

  async start(): Promise<void> {
    await this.#renew();
    this.#schedule(RENEW_MS);
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#renew().then(() => RENEW_MS, (error) => {
        this.deps.onError(error);
        return RETRY_MS;
      }).then((pause) => this.#schedule(pause));
    }, ms);
  }

  changed(userId: string, state: PresenceState): void {
    this.#changes.set(userId, state);
    this.#running ??= this.#run();
  }

  /** Tells the others the person's present state, now or when their five seconds are over. */
  tell(userIds: readonly string[]): void {
    const now = userIds.filter((id) => !this.#told.has(id));
    for (const id of userIds) this.#told.set(id, this.#told.has(id));
    if (now.length === 0) return;
    this.#publish(now).catch(this.deps.onError);
    setTimeout(() => {
      if (this.#stopped) return;
      const again = now.filter((id) => this.#told.get(id));
      for (const id of now) this.#told.delete(id);
      if (again.length > 0) this.tell(again);
    }, TELL_EVERY_MS);
  }

  /** Ends the lease: everybody here is gone at once, unless they are elsewhere too. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stopped = true; // the end of the lease says all that is still to be said
    while (this.#running !== undefined) await this.#running;
    const { db, instanceId } = this.deps;
    const offline = await retrying(() => this.#touched((tx) => endLeases(tx, instanceId)));
    await this.#publishAll(await statusesOf(db, offline, this.deps.smallGroup));
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#changes.size > 0 && !this.#stopped) {
      const changes = [...this.#changes];
      this.#changes = new Map();
      try {
        this.tell(await retrying(() => this.#store(changes)));
      } catch (error) {
        this.deps.onError(error);
        for (const [id, state] of changes) if (!this.#changes.has(id)) this.#changes.set(id, state);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#running = undefined; // in the turn of the last look: what came in between would wait for the next change
  }

  #store(changes: [string, PresenceState][]): Promise<string[]> {
    const here = changes.filter(([, state]) => state !== "gone");
    const rows = here.map(([user_id, state]) => ({ user_id, is_idle: state === "idle" }));
    const gone = changes.filter(([, state]) => state === "gone").map(([id]) => id);
    return this.#touched((tx) => move(tx, this.deps.instanceId, rows, gone));
  }

  async #renew(): Promise<void> {
    const { db, instanceId, present } = this.deps;
    if (await renewLease(db, instanceId, LEASE_SECONDS)) {
      for (const [id, state] of present()) {
        this.changed(id, state);
      }
    }
    const late = performance.now() - this.#renewedAt > LATE_MS;
    this.#renewedAt = performance.now();
    if (late) return;
    this.tell(await retrying(() => this.#touched((tx) => endLeases(tx))));
  }

  /** Whoever `work` names is marked as changed in the same transaction, for the polls of the other instances. */
  #touched(work: (tx: Parameters<typeof move>[0]) => Promise<string[]>): Promise<string[]> {
    return this.deps.db.transaction(async (tx) => {
      const userIds = await work(tx);
      if (userIds.length > 0) await touchPresence(tx, userIds);
      return userIds;
    });
  }

  async #publish(userIds: string[]): Promise<void> {
    this.#publishAll(await statusesOf(this.deps.db, userIds, this.deps.smallGroup));
  }

  #publishAll(rows: readonly StatusRow[]): void {
    for (const row of rows) this.deps.bus.publish(statusEvent(row));
  }
}

/** What the others are told of a person. */
export const statusEvent = (row: StatusRow) => ({
  kind: "status" as const,
  user_id: row.user_id,
  conversations: row.conversations,
  hidden_from: row.hidden_from,
  frame: {
    type: "user_status" as const,
    from: "system" as const,
    content: { user_id: row.user_id, status: row.status, last_seen: row.last_seen },
  },
});
