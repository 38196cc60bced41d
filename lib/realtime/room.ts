// A conversation that has members here: hands its changes to them strictly in `rev` order, whatever order the hints came in.
// A hint that does not follow waits a moment for the missing one, then the gap is read from the database. A membership takes
// effect at its rev, so nothing that was committed after a removal is handed to the person removed.

import type { Change, ChangesEvent } from "../bus/bus.ts";
import { Audience } from "./audience.ts";
import { Marks } from "./marks.ts";
import { type Person, takeOut } from "./person.ts";

/** A page of what an instance missed. */
export interface Repair {
  event: ChangesEvent;
  size: number;
  head: number;
  /** whose membership began in what was missed, with the change `joined_rev` */
  began: readonly { user_id: string; joined_rev: number }[];
}

/** What a room needs of its hub. */
export interface RoomHost {
  /**
   * Changes after `afterRev` in rev order, as far as one page goes; how many members there are, and the rev that all pages lead to.
   * @param gapFrom where the first of these pages began: what a later change overtook there may be told with that one only
   */
  read(conversationId: string, afterRev: number, gapFrom: number): Promise<Repair>;
  localPerson(userId: string): Person | undefined;
  /** A member joined who is here: tells them, and enters them into the room. */
  joined(person: Person): Promise<void>;
  /** The last local member left. */
  empty(room: Room): void;
}

const GAP_MS = 50;
const RETRY_MS = 1_000;
/** hints that wait for a missing one; more are dropped and read from the database instead */
const HELD_MAX = 256;

const byPlace = (a: ChangesEvent, b: ChangesEvent): number => a.after_rev - b.after_rev;

export class Room {
  readonly #audience = new Audience();
  /** person → the rev after which the stream is theirs */
  readonly people: ReadonlyMap<Person, number> = this.#audience.people;
  /** the last membership change that was delivered here */
  membershipRev = 0;
  /** when something was delivered last, by the process's monotonic clock, in ms */
  movedAt = -Infinity;
  readonly marks = new Marks();
  #held: ChangesEvent[] = [];
  #expected = 0;
  #gapFrom: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #waitingFor: number | undefined;
  #introduced = 0;

  /**
   * @param rev the last change that counts as delivered
   * @param size members, here and elsewhere
   * @param sizedAt the last change that is counted in it
   */
  constructor(
    readonly id: string,
    readonly kind: "private" | "group",
    public rev: number,
    public size: number,
    public sizedAt: number,
    readonly host: RoomHost,
  ) {}

  /**
   * @param since the rev after which the stream is theirs
   * @param recent what was told while it was found out that they belong here
   * @param firstSeq the first message that they may see
   */
  enter(person: Person, since: number, recent: readonly ChangesEvent[] = [], firstSeq = 1): void {
    if (!this.people.has(person)) person.rooms.push(this);
    this.#audience.add(person, since, firstSeq);
    this.#audience.handTo(person, this.#delivered(recent));
    for (const event of recent) this.receive(event);
  }

  /** What of these events was handed on already, each change once and in order: the events may have come in any, and twice. */
  #delivered(events: readonly ChangesEvent[]): Change[] {
    let upTo = 0;
    return events.toSorted(byPlace).flatMap(({ changes, rev }) => {
      const after = upTo;
      upTo = Math.max(upTo, rev);
      return changes.filter((change) => change.rev > after && change.rev <= this.rev);
    });
  }

  leave(person: Person): void {
    if (!this.#audience.delete(person)) return;
    takeOut(person.rooms, this);
    if (this.people.size > 0) return;
    clearTimeout(this.#timer);
    this.#held = [];
    this.host.empty(this);
  }

  /** A hint, or what was read after a gap. */
  receive(event: ChangesEvent): void {
    if (event.rev <= this.rev || this.people.size === 0) return;
    if (this.#held.length === 0 && event.after_rev <= this.rev && this.#waitingFor === undefined) {
      this.#held.push(event);
      return this.#pump();
    }
    this.#held.push(event);
    this.#held.sort(byPlace);
    if (this.#held.length > HELD_MAX) {
      this.#expected = Math.max(this.#expected, ...this.#held.map((held) => held.rev));
      this.#held = [];
    }
    this.#pump();
  }

  /** Something says that the conversation has come to `rev`: if it does not arrive by itself, it is read. */
  expect(rev: number): void {
    if (rev <= this.rev) return;
    this.#expected = Math.max(this.#expected, rev);
    this.#arm(GAP_MS);
  }

  #pump(): void {
    while (this.#waitingFor === undefined) {
      const next = this.#held[0];
      if (next === undefined) break;
      if (next.rev > this.rev) {
        if (next.after_rev > this.rev) return this.#arm(GAP_MS);
        this.#deliver(next);
        if (this.#waitingFor !== undefined) return;
        this.rev = next.rev;
      }
      this.#held.shift();
    }
    if (this.#expected > this.rev) this.#arm(GAP_MS);
    else if (this.#held.length === 0) this.#gapFrom = undefined;
  }

  #deliver(event: ChangesEvent): void {
    this.movedAt = performance.now();
    let run: Change[] = [];
    for (const change of event.changes) {
      if (change.rev <= this.rev) continue;
      if (change.member === undefined) {
        run.push(change);
        continue;
      }
      this.#audience.hand(run);
      run = [];
      if (!change.member.left && this.#introduce(change, change.member.user_id)) return;
      this.#audience.hand([change]);
      this.#applyMembership(change.rev, change.member);
    }
    this.#audience.hand(run);
  }

  /** @returns whether delivery stops here until the new member has been told of the conversation */
  #introduce(change: Change, userId: string): boolean {
    const person = this.host.localPerson(userId);
    if (person === undefined || this.people.has(person) || this.#introduced >= change.rev) return false;
    this.rev = change.rev - 1;
    this.#waitingFor = this.#introduced = change.rev;
    this.host.joined(person).finally(() => {
      this.#waitingFor = undefined;
      this.#pump();
    });
    return true;
  }

  #applyMembership(rev: number, member: { user_id: string; left: boolean }): void {
    this.rev = this.membershipRev = rev;
    if (rev > this.sizedAt) this.size += member.left ? -1 : 1;
    if (!member.left) return;
    const person = this.host.localPerson(member.user_id);
    if (person !== undefined && (this.people.get(person) ?? Infinity) < rev) this.leave(person);
  }

  /** Somebody was out and came back within a gap. No row says so any more, but what was said meanwhile is not theirs: they come in anew. */
  #wasOut(userId: string, joinedRev: number): void {
    const person = this.host.localPerson(userId);
    if (person !== undefined && (this.people.get(person) ?? Infinity) < joinedRev - 1) this.leave(person);
  }

  #arm(ms: number): void {
    if (this.#timer !== undefined || this.#reading || this.people.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#held.length > 0 || this.#expected > this.rev) this.#read();
    }, ms);
  }

  async #read(): Promise<void> {
    if (this.#waitingFor !== undefined) return; // the pump goes on by itself, and arms again
    this.#reading = true;
    let wait = GAP_MS;
    try {
      const before = this.rev;
      this.#gapFrom ??= before;
      const { event, size, head, began } = await this.host.read(this.id, before, this.#gapFrom);
      for (const { user_id, joined_rev } of began) this.#wasOut(user_id, joined_rev);
      this.#expected = Math.max(this.#expected, head);
      if (head > this.rev) [this.size, this.sizedAt] = [size, head]; // not of before what came meanwhile
      this.receive(event);
    } catch {
      wait = RETRY_MS; // the database is away: what is held stays held
    } finally {
      this.#reading = false;
    }
    if (this.#held.length > 0 || this.#expected > this.rev) this.#arm(wait);
  }
}
