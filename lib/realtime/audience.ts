// Who of a conversation is here, and what of a run of changes each of them gets: nearly everybody all of it, as one shared packet; the
// few others their own.

import type { Change } from "../bus/bus.ts";
import { Packet } from "./packet.ts";
import type { Person, Recipient } from "./person.ts";

export class Audience {
  /** person → the rev after which the stream is theirs: their membership began with the next */
  readonly people = new Map<Person, number>();
  /** of those who do not see all, if there are any: the first message that is theirs */
  #firstSeqs: Map<Person, number> | undefined;

  /**
   * @param since the rev after which the stream is theirs
   * @param firstSeq the first message that they may see
   */
  add(person: Person, since: number, firstSeq: number): void {
    this.people.set(person, since);
    if (firstSeq > 1) (this.#firstSeqs ??= new Map()).set(person, firstSeq);
    else this.#firstSeqs?.delete(person);
  }

  /** @returns whether they were here */
  delete(person: Person): boolean {
    this.#firstSeqs?.delete(person);
    return this.people.delete(person);
  }

  /** Hands everybody their part. */
  hand(run: readonly Change[]): void {
    const first = run[0];
    if (first === undefined) return;
    const shared = new Packet(run.map((change) => change.text), this.people.size);
    const origins = new Set(run.map((change) => change.origin));
    const forSeed = run.some((change) => change.seed !== undefined);
    // Looked for once a run, not once a member: what is simply said is everybody's.
    const isGuarded = run.some((change) => change.guard !== undefined);
    for (const [person, since] of this.people) {
      const own = isGuarded ? this.#asSeenBy(person, run) : run;
      for (const socket of person.sockets) {
        const all = own === run && since < first.rev && !origins.has(socket.id) && (socket.arrays || !forSeed);
        if (all) socket.packet(shared);
        else handOwn(socket, since, own, this.people.size);
      }
    }
  }

  /** Hands one of them their part of what went by before they were here. */
  handTo(person: Person, run: readonly Change[]): void {
    const own = this.#asSeenBy(person, run);
    for (const socket of person.sockets) handOwn(socket, this.people.get(person) ?? Infinity, own, 1);
  }

  /** @returns `run` itself if they may see all of it */
  #asSeenBy(person: Person, run: readonly Change[]): readonly Change[] {
    const firstSeq = this.#firstSeqs?.get(person) ?? 1;
    const isKept = ({ guard }: Change) =>
      guard !== undefined && (guard.seq < firstSeq || guard.hidden_from.includes(person.id));
    if (!run.some(isKept)) return run;
    return run.map((change) =>
      isKept(change) ? { ...change, text: change.guard?.instead ?? change.text, seed: undefined } : change
    );
  }
}

/** @param readers to about how many people goes what this is their part of */
function handOwn(socket: Recipient, since: number, run: readonly Change[], readers: number): void {
  const own = run.filter((change) => change.rev > since && change.origin !== socket.id);
  const textOf = ({ text, seed = text }: Change) => socket.arrays ? text : seed;
  if (own.length > 0) socket.packet(new Packet(own.map(textOf), readers));
}
