// Who is here, and what each of them is a member of: read for all who connect in one turn by one query, and kept right by
// `me_rev`: whenever a person's number moves by more than was told, what changed is read and told.

import { coalesce } from "../coalesce.ts";
import type { Subscriber, Subscription } from "../../db/subscriptions.ts";
import type { ConversationView } from "../protocol/views.ts";
import type { ConversationFrame, ConversationRemovedFrame } from "../protocol/server_frames.ts";
import { Packet } from "./packet.ts";
import { type Person, Room, type RoomHost } from "./room.ts";

/** What only one person sees, changed after some `me_rev`. */
export interface PersonalChanges {
  me_rev: number;
  entries: { view: ConversationView; me_rev: number; joined_rev: number }[];
  removed: { id: string; me_rev: number }[];
}

export interface PeopleReader {
  subscribers(userIds: readonly string[]): Promise<Subscriber[]>;
  personal(userId: string, afterMeRev: number): Promise<PersonalChanges>;
}

/** Where the rooms are. */
interface Rooms extends RoomHost {
  readonly rooms: Map<string, Room>;
}

interface Entry {
  person: Person;
  ready: Promise<void>;
  /** the highest me_rev that was heard of */
  expected: number;
  refreshing: Promise<void> | undefined;
}

export class PeopleTable {
  readonly #entries = new Map<string, Entry>();
  /** hints for conversations that had no member here while somebody's memberships were being read */
  readonly #missed = new Map<string, number>();
  #loading = 0;
  readonly #subscriber: (userId: string) => Promise<Subscriber | undefined>;

  constructor(readonly reader: PeopleReader, readonly host: Rooms, readonly onError: (error: unknown) => void) {
    this.#subscriber = coalesce(async (ids: string[]) =>
      new Map((await reader.subscribers(ids)).map((row) => [row.user_id, row]))
    );
  }

  get = (userId: string): Person | undefined => this.#entries.get(userId)?.person;
  get size(): number {
    return this.#entries.size;
  }
  ids(): string[] {
    return [...this.#entries.keys()];
  }

  /** The person with all their rooms; read if they were not here. */
  async open(userId: string): Promise<Person> {
    const entry = this.#entries.get(userId) ?? this.#enter(userId);
    await entry.ready;
    return entry.person;
  }

  closeIfUnused(person: Person): void {
    const entry = this.#entries.get(person.id);
    if (person.sockets.size > 0 || entry?.person !== person) return;
    this.#entries.delete(person.id);
    for (const room of [...person.rooms.values()]) room.leave(person);
  }

  /** A hint for a conversation that has no member here: remembered only while that may be about to change. */
  missed(conversationId: string, rev: number): void {
    if (this.#loading > 0) this.#missed.set(conversationId, Math.max(rev, this.#missed.get(conversationId) ?? 0));
  }

  /** The person's own number has come to `meRev`: what was not told yet is read. */
  expect(userId: string, meRev: number): void {
    const entry = this.#entries.get(userId);
    if (entry === undefined || meRev <= entry.person.meRev) return;
    entry.expected = Math.max(entry.expected, meRev);
    entry.ready.then(() => meRev > entry.person.meRev ? this.refresh(entry.person) : undefined, () => {});
  }

  /** Reads and tells what changed for this person only. Never rejects: the next poll tries again. */
  async refresh(person: Person): Promise<void> {
    const entry = this.#entries.get(person.id);
    if (entry === undefined) return;
    await entry.ready;
    // One that is under way may have read before the change that this call is about.
    while (entry.refreshing !== undefined) await entry.refreshing;
    entry.refreshing = this.#refresh(person).catch(this.onError).finally(() => entry.refreshing = undefined);
    await entry.refreshing;
  }

  #enter(userId: string): Entry {
    const person: Person = { id: userId, username: "", meRev: 0, sockets: new Set(), rooms: new Map() };
    const entry: Entry = { person, ready: this.#load(person), expected: 0, refreshing: undefined };
    this.#entries.set(userId, entry);
    entry.ready.then(
      () => entry.expected > person.meRev ? this.refresh(person) : undefined,
      () => this.#entries.get(userId) === entry && this.#entries.delete(userId),
    );
    return entry;
  }

  async #load(person: Person): Promise<void> {
    this.#loading++;
    try {
      for (let attempt = 0;; attempt++) {
        const row = await this.#subscriber(person.id);
        if (row === undefined) throw new Error("no such person");
        if (row.subscriptions.some((it) => this.#isStale(it)) && attempt < 10) continue;
        person.username = row.username;
        person.meRev = row.me_rev;
        for (const subscription of row.subscriptions) this.#subscribe(person, subscription, subscription.rev);
        return;
      }
    } finally {
      if (--this.#loading === 0) this.#missed.clear();
    }
  }

  /** A membership changed here after the snapshot that `subscription` comes from: it may be the very one. */
  #isStale(subscription: Subscription): boolean {
    return (this.host.rooms.get(subscription.conversation_id)?.membershipRev ?? 0) > subscription.rev;
  }

  /** @param rev what a room that is new here counts as delivered */
  #subscribe(person: Person, it: Omit<Subscription, "rev">, rev: number): void {
    let room = this.host.rooms.get(it.conversation_id);
    if (room === undefined) {
      room = new Room(it.conversation_id, it.kind, rev, it.size, this.host);
      this.host.rooms.set(room.id, room);
    }
    room.enter(person, it.joined_rev - 1);
    room.expect(this.#missed.get(it.conversation_id) ?? 0);
  }

  async #refresh(person: Person): Promise<void> {
    const { me_rev, entries, removed } = await this.#personal(person);
    if (this.get(person.id) !== person) return;
    const frames: (ConversationFrame | ConversationRemovedFrame)[] = [];
    for (const { view, me_rev, joined_rev } of entries) {
      const known = person.rooms.has(view.id);
      frames.push({
        type: known ? "conversation_updated" : "conversation_added",
        me_rev,
        content: { conversation: view },
      });
      if (known) continue;
      const size = view.group?.member_count ?? 2;
      // The stream is theirs from the change that made them a member; a room that is new here reads on from there.
      this.#subscribe(person, { conversation_id: view.id, kind: view.type, joined_rev, size }, joined_rev - 1);
      this.host.rooms.get(view.id)?.expect(view.rev);
    }
    for (const { id, me_rev } of removed) {
      person.rooms.get(id)?.leave(person);
      frames.push({ type: "conversation_removed", me_rev, content: { id } });
    }
    person.meRev = Math.max(person.meRev, me_rev);
    this.#tell(person, frames);
  }

  /** Read again when a membership changed here after the snapshot: it may have ended one that the snapshot still shows. */
  async #personal(person: Person): Promise<PersonalChanges> {
    for (let attempt = 0;; attempt++) {
      const changes = await this.reader.personal(person.id, person.meRev);
      const stale = changes.entries.some(({ view }) =>
        !person.rooms.has(view.id) && (this.host.rooms.get(view.id)?.membershipRev ?? 0) > view.rev
      );
      if (!stale || attempt === 10) return changes;
    }
  }

  #tell(person: Person, frames: (ConversationFrame | ConversationRemovedFrame)[]): void {
    if (frames.length === 0) return;
    frames.sort((a, b) => a.me_rev - b.me_rev);
    const packet = new Packet(frames.map((frame) => JSON.stringify(frame)));
    for (const socket of person.sockets) socket.packet(packet);
  }
}
