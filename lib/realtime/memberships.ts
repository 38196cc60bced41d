// From what the database says of somebody's memberships to rooms that have them. Read again where a membership changed here after what
// was read: it may be the very one.

import type { Subscriber, Subscription } from "../../db/subscriptions.ts";
import { coalesce } from "../coalesce.ts";
import type { ConversationView } from "../protocol/views.ts";
import { lastWords, type Lost } from "./last_words.ts";
import { type Person, takeOut } from "./person.ts";
import type { Recent } from "./recent.ts";
import { Room, type RoomHost } from "./room.ts";

/** A conversation of theirs, as it is by now. */
export interface PersonalEntry {
  view: ConversationView;
  me_rev: number;
  joined_rev: number;
  hidden?: string[];
}

/** What only one person sees, changed after some `me_rev`. */
export interface PersonalChanges {
  me_rev: number;
  entries: PersonalEntry[];
  removed: (Lost & { me_rev: number })[];
}

export interface PeopleReader {
  subscribers(userIds: readonly string[]): Promise<Subscriber[]>;
  personal(userId: string, afterMeRev: number): Promise<PersonalChanges>;
}

/** Where the rooms are. */
export interface Rooms extends RoomHost {
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

/** a membership that changes again and again while it is read: the last answer is taken, and its change comes as a hint */
const STALE_MAX = 10;

export class Memberships {
  readonly #subscriber: (userId: string) => Promise<Subscriber | undefined>;

  /** @param recent what is told while memberships are being read */
  constructor(readonly reader: PeopleReader, readonly host: Rooms, readonly recent: Recent) {
    this.#subscriber = coalesce(async (ids: string[]) =>
      new Map((await reader.subscribers(ids)).map((row) => [row.user_id, row]))
    );
  }

  /** Enters them into all their rooms. @param isHere whether they still are, once it is read: else nobody would ever leave these rooms */
  async load(person: Person, isHere: () => boolean): Promise<void> {
    for (let attempt = 0;; attempt++) {
      const row = await this.#subscriber(person.id);
      if (row === undefined) throw new Error("no such person");
      if (!isHere()) return;
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

  /** What changed for this person only; of what they lost, the rooms have told them by then. */
  async changesOf(person: Person): Promise<PersonalChanges> {
    const changes = await this.#personal(person);
    // Memberships may have changed while it was waited.
    return await lastWords(this.host.rooms, person, changes.removed) ? await this.#personal(person) : changes;
  }

  /** One that began anew counts as gained: the end of the one before must not end it when it is handed on later. */
  isGained = (person: Person, { view, joined_rev }: PersonalEntry): boolean =>
    (this.host.rooms.get(view.id)?.people.get(person) ?? -1) < joined_rev - 1;

  gain(person: Person, { view, joined_rev: joinedRev }: PersonalEntry): void {
    const size = view.group?.member_count ?? 2;
    // The stream is theirs from the change that made them a member; a room that is new here goes on from there. Its creation
    // has no frame of its own: whoever was there from the beginning was told just now.
    const from = joinedRev === 1 ? 1 : joinedRev - 1;
    const { id, type: kind, first_seq: firstSeq } = view;
    this.#subscribe(person, { id, kind, joinedRev, firstSeq, size, sizedAt: view.rev }, from);
    this.host.rooms.get(id)?.expect(view.rev);
  }

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

  /** It may have ended one that the snapshot still shows. */
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
}

export function setSilent({ silent }: Person, id: string, isSilent: boolean): void {
  if (!isSilent) takeOut(silent, id);
  else if (!silent.includes(id)) silent.push(id);
}
