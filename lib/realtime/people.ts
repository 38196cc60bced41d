// Who is here, and what each of them is a member of: read for all who connect in one turn by one query, and kept right by
// `me_rev`: whenever a person's number moves by more than was told, what changed is read and told.

import { coalesce } from "../coalesce.ts";
import type { Subscriber, Subscription } from "../../db/subscriptions.ts";
import type { ConversationView } from "../protocol/views.ts";
import type { ConversationFrame, ConversationRemovedFrame } from "../protocol/server_frames.ts";
import { lastWords, type Lost } from "./last_words.ts";
import { Packet } from "./packet.ts";
import { Recent } from "./recent.ts";
import { type Person, takeOut } from "./person.ts";
import { Room, type RoomHost } from "./room.ts";

/** What only one person sees, changed after some `me_rev`. */
export interface PersonalChanges {
  me_rev: number;
  entries: { view: ConversationView; me_rev: number; joined_rev: number; hidden?: string[] }[];
  removed: (Lost & { me_rev: number })[];
}

export interface PeopleReader {
  subscribers(userIds: readonly string[]): Promise<Subscriber[]>;
  personal(userId: string, afterMeRev: number): Promise<PersonalChanges>;
}

/** Where the rooms are. */
interface Rooms extends RoomHost {
  readonly rooms: Map<string, Room>;
}

/** What makes somebody part of a room. */
interface Membership {
  id: string;
  kind: Room["kind"];
  joinedRev: number;
  firstSeq: number;
  size: number;
  /** the last change that is counted in `size` */
  sizedAt: number;
}

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
/** a membership that changes again and again while it is read: the last answer is taken, and its change comes as a hint */
const STALE_MAX = 10;

export class PeopleTable {
  readonly #entries = new Map<string, Entry>();
  /** what was told while somebody's memberships were being read */
  readonly recent = new Recent();
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
      ready: this.recent.while(() => this.#load(person)),
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

  async #load(person: Person): Promise<void> {
    for (let attempt = 0;; attempt++) {
      const row = await this.#subscriber(person.id);
      if (row === undefined) throw new Error("no such person");
      if (this.get(person.id) !== person) return; // let go of meanwhile: nobody would ever leave these rooms
      if (row.subscriptions.some((it) => this.#isStale(it)) && attempt < STALE_MAX) continue;
      person.username = row.username;
      person.meRev = row.me_rev;
      for (const [id, kind, rev, joinedRev, firstSeq, size, isBlocked] of row.subscriptions) {
        setSilent(person, id, isBlocked);
        this.#subscribe(person, { id, kind, joinedRev, firstSeq, size, sizedAt: rev }, rev);
      }
      return;
    }
  }

  /** A membership changed here after the snapshot that `subscription` comes from: it may be the very one. */
  #isStale([id, , rev]: Subscription): boolean {
    return (this.host.rooms.get(id)?.membershipRev ?? 0) > rev;
  }

  /** @param rev what a room that is new here counts as delivered */
  #subscribe(person: Person, { id, kind, joinedRev, firstSeq, size, sizedAt }: Membership, rev: number): void {
    let room = this.host.rooms.get(id);
    if (room === undefined) {
      room = new Room(id, kind, rev, size, sizedAt, this.host);
      this.host.rooms.set(id, room);
    }
    room.enter(person, joinedRev - 1, this.recent.changesOf(room.id), firstSeq);
    room.expect(this.recent.headOf(room.id));
  }

  async #refresh(person: Person): Promise<void> {
    let changes = await this.#personal(person);
    // Memberships may have changed while it was waited.
    if (await lastWords(this.host.rooms, person, changes.removed)) changes = await this.#personal(person);
    const { me_rev, entries, removed } = changes;
    if (this.get(person.id) !== person) return;
    // A membership that began anew counts as gained: the end of the one before must not end it when it is handed on later.
    const gained = entries.filter(({ view, joined_rev }) =>
      (this.host.rooms.get(view.id)?.people.get(person) ?? -1) < joined_rev - 1
    );
    for (const { id } of removed) this.host.rooms.get(id)?.leave(person);
    for (const { view } of entries) setSilent(person, view.id, view.blocked);
    this.#tell(person, [
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
    ]);
    person.meRev = Math.max(person.meRev, me_rev);
    for (const { view, joined_rev } of gained) {
      const size = view.group?.member_count ?? 2;
      // The stream is theirs from the change that made them a member; a room that is new here goes on from there. Its creation
      // has no frame of its own: whoever was there from the beginning was told just now.
      const from = joined_rev === 1 ? 1 : joined_rev - 1;
      const { id, type: kind, first_seq: firstSeq } = view;
      this.#subscribe(person, { id, kind, joinedRev: joined_rev, firstSeq, size, sizedAt: view.rev }, from);
      this.host.rooms.get(view.id)?.expect(view.rev);
    }
  }

  /** Read again when a membership changed here after the snapshot: it may have ended one that the snapshot still shows. */
  async #personal(person: Person): Promise<PersonalChanges> {
    for (let attempt = 0;; attempt++) {
      const changes = await this.reader.personal(person.id, person.meRev);
      const stale = changes.entries.some(({ view }) => {
        const room = this.host.rooms.get(view.id);
        return room !== undefined && !room.people.has(person) && room.membershipRev > view.rev;
      });
      if (!stale || attempt === STALE_MAX) return changes;
    }
  }

  #tell(person: Person, frames: (ConversationFrame | ConversationRemovedFrame)[]): void {
    if (frames.length === 0) return;
    frames.sort((a, b) => a.me_rev - b.me_rev);
    const packet = new Packet(frames.map((frame) => JSON.stringify(frame)));
    for (const socket of person.sockets) socket.packet(packet);
  }
}

function setSilent({ silent }: Person, id: string, isSilent: boolean): void {
  if (!isSilent) takeOut(silent, id);
  else if (!silent.includes(id)) silent.push(id);
}
