// Who is here, and what each of them is a member of: read for all who connect in one turn by one query, and kept right by
// `me_rev`: whenever a person's number moves by more than was told, what changed is read and told.

import type { ConversationFrame, ConversationRemovedFrame } from "../protocol/server_frames.ts";
import {
  Memberships,
  type PeopleReader,
  type PersonalChanges,
  type PersonalEntry,
  type Rooms,
  setSilent,
} from "./memberships.ts";
import { Packet } from "./packet.ts";
import type { Person } from "./person.ts";
import { Recent } from "./recent.ts";

interface Entry {
  person: Person;
  ready: Promise<void>;
  /** sockets that are about to be theirs */
  held: number;
  /** the highest me_rev that was heard of */
  expected: number;
  refreshing: Promise<void> | undefined;
  retry: ReturnType<typeof setTimeout> | undefined;
}

const RETRY_MS = 1_000;

export class PeopleTable {
  readonly #entries = new Map<string, Entry>();
  /** what was told while somebody's memberships were being read */
  readonly recent = new Recent();
  readonly #memberships: Memberships;

  constructor(reader: PeopleReader, readonly host: Rooms, readonly onError: (error: unknown) => void) {
    this.#memberships = new Memberships(reader, host, this.recent);
  }

  get = (userId: string): Person | undefined => this.#entries.get(userId)?.person;
  get size(): number {
    return this.#entries.size;
  }

  /**
   * For a socket that is about to be theirs: until it is let go of by `release`, the person stays, whatever becomes of others.
   * @returns the person, who has all their rooms once `ready` resolves; read if they were not here
   */
  hold(userId: string): { person: Person; ready: Promise<void> } {
    const entry = this.#entries.get(userId) ?? this.#enter(userId);
    entry.held++;
    return entry;
  }

  release(person: Person): void {
    const entry = this.#entries.get(person.id);
    if (entry?.person === person) entry.held--;
    this.closeIfUnused(person);
  }

  closeIfUnused(person: Person): void {
    const entry = this.#entries.get(person.id);
    if (person.sockets.length > 0 || entry?.person !== person || entry.held > 0) return;
    this.#entries.delete(person.id);
    clearTimeout(entry.retry);
    const { rooms } = person;
    person.rooms = []; // all at once, not one by one out of a long list
    for (const room of rooms) room.leave(person);
  }

  /** The person's own number has come to `meRev`: what was not told yet is read. */
  expect(userId: string, meRev: number): void {
    const entry = this.#entries.get(userId);
    if (entry === undefined || meRev <= entry.person.meRev) return;
    entry.expected = Math.max(entry.expected, meRev);
    entry.ready.then(() => meRev > entry.person.meRev ? this.refresh(entry.person, meRev) : undefined, () => {});
  }

  /**
   * Reads and tells what changed for this person only. Never rejects: what failed is tried again by itself.
   * @param upTo nothing is read if this was told meanwhile
   */
  async refresh(person: Person, upTo = Infinity): Promise<void> {
    const entry = this.#entries.get(person.id);
    if (entry === undefined) return;
    await this.recent.while(() => this.#refreshOnce(entry, upTo));
  }

  async #refreshOnce(entry: Entry, upTo: number): Promise<void> {
    const { person } = entry;
    try {
      await entry.ready;
    } catch {
      return; // nobody is here: whoever waits for them hears of it by `ready` itself
    }
    // One that is under way may have read before the change that this call is about.
    while (entry.refreshing !== undefined) await entry.refreshing;
    if (person.meRev >= upTo) return;
    entry.refreshing = this.#refresh(person).catch((error) => {
      this.onError(error);
      this.#again(entry);
    }).finally(() => entry.refreshing = undefined);
    await entry.refreshing;
  }

  /** The poll tells of a change once: what could not be read then must not be forgotten. */
  #again(entry: Entry): void {
    if (this.#entries.get(entry.person.id) !== entry) return;
    entry.retry ??= setTimeout(() => {
      entry.retry = undefined;
      void this.refresh(entry.person);
    }, RETRY_MS);
  }

  #enter(userId: string): Entry {
    const person: Person = {
      id: userId,
      username: "",
      meRev: 0,
      sockets: [],
      rooms: [],
      silent: [],
    };
    const entry: Entry = {
      person,
      ready: this.recent.while(() => this.#memberships.load(person, () => this.get(userId) === person)),
      held: 0,
      expected: 0,
      refreshing: undefined,
      retry: undefined,
    };
    this.#entries.set(userId, entry);
    entry.ready.then(
      () => entry.expected > person.meRev ? this.refresh(person, entry.expected) : undefined,
      () => this.#entries.get(userId) === entry && this.#entries.delete(userId),
    );
    return entry;
  }

  async #refresh(person: Person): Promise<void> {
    const changes = await this.#memberships.changesOf(person);
    if (this.get(person.id) !== person) return;
    const gained = changes.entries.filter((entry) => this.#memberships.isGained(person, entry));
    for (const { id } of changes.removed) this.host.rooms.get(id)?.leave(person);
    for (const { view } of changes.entries) setSilent(person, view.id, view.blocked);
    const frames = framesOf(changes, gained);
    if (frames.length > 0) {
      const packet = new Packet(frames.map((frame) => JSON.stringify(frame)));
      for (const socket of person.sockets) socket.packet(packet);
    }
    person.meRev = Math.max(person.meRev, changes.me_rev);
    for (const entry of gained) this.#memberships.gain(person, entry);
  }
}

function framesOf(
  { entries, removed }: PersonalChanges,
  gained: readonly PersonalEntry[],
): (ConversationFrame | ConversationRemovedFrame)[] {
  return [
    ...entries.map((entry): ConversationFrame => ({
      type: gained.includes(entry) ? "conversation_added" : "conversation_updated",
      me_rev: entry.me_rev,
      content: { conversation: entry.view, ...(entry.hidden?.length ? { hidden: entry.hidden } : {}) },
    })),
    ...removed.map(({ id, me_rev }): ConversationRemovedFrame => ({
      type: "conversation_removed",
      me_rev,
      content: { id },
    })),
  ].toSorted((a, b) => a.me_rev - b.me_rev);
}
