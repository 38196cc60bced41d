// The poll of the heads: what makes a lost hint cost seconds and never a message. Often while no hints come from other
// instances, seldom otherwise.

import { type Head, headsSince, NOBODY } from "../../db/heads.ts";
import { marksAt } from "../../db/marks.ts";
import { statusesOf } from "../../db/presence.ts";
import type { Database } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import { visibility } from "../services/blocks.ts";
import { deliveredFrame, readFrame } from "../services/marks.ts";
import type { Hub } from "./hub.ts";
import { statusEvent } from "./presence.ts";

export const CONNECTED_MS = 4_000;
const ALONE_MS = 500;

export interface PollDeps {
  db: Database;
  bus: Bus;
  hub: Hub;
  smallGroup: number;
  /** the database's time, just now, each time it was read; first by `start`, before anybody is served */
  onTime(now: string): void;
  /** the database's epoch, each time it was read */
  onEpoch(epoch: string): void;
  onError(error: unknown): void;
}

export class Poll {
  #since: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(readonly deps: PollDeps) {
    deps.bus.onGap(() => this.now());
  }

  /** Reads where to begin. Nothing that commits afterwards is missed. */
  async start(): Promise<void> {
    await this.#once();
    this.#schedule();
  }

  /** Hints may have been lost: do not wait. */
  now(): void {
    if (this.#stopped || this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#running = this.#once().catch(this.deps.onError).finally(() => {
      this.#running = undefined;
      this.#schedule();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.now(), this.deps.bus.connected ? CONNECTED_MS : ALONE_MS);
  }

  async #once(): Promise<void> {
    const { heads, next, epoch, now } = await headsSince(this.deps.db, this.#since);
    this.deps.onTime(now);
    if (epoch !== null) this.deps.onEpoch(epoch);
    const { hub } = this.deps;
    for (const head of heads) {
      if (head.kind === "c") hub.expect(head.id, head.rev);
      else if (head.kind === "u") hub.people.expect(head.id, head.rev);
      else if (head.kind === "s") hub.endSession(head.id);
    }
    await this.#marks(heads.filter((head) => head.kind === "m"));
    await this.#statuses(heads.filter((head) => head.kind === "p" && head.sub === NOBODY));
    await this.#visibilities(heads.filter((head) => head.kind === "p" && hub.localPerson(head.sub) !== undefined));
    this.#since = next; // not before all of it was read: what failed is found again
  }

  async #marks(heads: readonly Head[]): Promise<void> {
    const { db, hub, smallGroup } = this.deps;
    const missed = heads.filter(({ id, sub, rev }) => {
      const room = hub.rooms.get(id);
      return room !== undefined && room.size <= smallGroup && !room.marks.knows(sub, rev);
    });
    if (missed.length === 0) return;
    for (const mark of await marksAt(db, missed.map(({ id, sub }) => ({ conversation_id: id, user_id: sub })))) {
      const { conversation_id } = mark;
      // What was handed on already, and the nothing that a mark begins with, the hub drops.
      hub.receive({ kind: "read", conversation_id, frame: readFrame({ ...mark, me_rev: null }) });
      hub.receive({ kind: "delivered", conversation_id, frames: [deliveredFrame(mark)] });
    }
  }

  async #statuses(heads: readonly Head[]): Promise<void> {
    if (heads.length === 0) return;
    const { db, hub, smallGroup } = this.deps;
    for (const row of await statusesOf(db, heads.map((head) => head.id), smallGroup)) hub.receive(statusEvent(row));
  }

  async #visibilities(heads: readonly Head[]): Promise<void> {
    const { db, hub, smallGroup } = this.deps;
    for (const { id, sub, rev } of heads) {
      const event = await visibility({ db, limits: { smallGroup } }, id, sub, rev);
      if (event !== undefined) hub.receive(event);
    }
  }
}
