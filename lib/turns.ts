// Whose turn it is to be written to, on this event loop. A write is the price of everything, so they are made a few sockets a turn of
// the loop: in between, what came in is read and the next commit begins, instead of waiting until a thousand members were served.

import { setImmediate } from "node:timers";

/** Something that has to be done in one of the next turns. */
export interface Due {
  flush(): void;
  /** which lines it stands in, a bit each: kept here */
  lines?: number;
}

/** Measured: with more the database waits for the loop, with fewer a turn costs more than what it does. */
const EACH = 64;
/** Of what thousands are told: whoever talks in a small conversation meanwhile waits for these at each step of theirs. */
const EACH_OF_MANY = 32;
/** So many that were served are forgotten together, where the line never empties. */
const SERVED = 1_024;

/**
 * Those of one kind, in the order in which they became due. No `Set`: one that loses as many as it gets is copied again and again, and
 * the garbage collector carried some 8 KB of that a message (to a hundred) into the old generation.
 */
class Line {
  #dues: Due[] = [];
  #served = 0;

  constructor(readonly bit: number, readonly each: number) {}

  get isEmpty(): boolean {
    return this.#dues.length === 0;
  }

  add(due: Due): void {
    const lines = due.lines ?? 0;
    if ((lines & this.bit) !== 0) return;
    due.lines = lines | this.bit;
    this.#dues.push(due);
  }

  flush(): void {
    for (let left = this.each; left > 0 && this.#served < this.#dues.length;) {
      const due = this.#dues[this.#served++]!;
      if (((due.lines ?? 0) & this.bit) === 0) continue; // its turn came in another line
      due.lines = 0;
      due.flush();
      left--;
    }
    if (this.#served < SERVED && this.#served < this.#dues.length) return;
    this.#dues = this.#dues.slice(this.#served);
    this.#served = 0;
  }
}

/** Each kind has its share of every turn, so that none waits for all of another. */
const lines = {
  /** who asked for something: nobody waits for an answer behind what is told to others */
  answer: new Line(1, EACH),
  few: new Line(2, EACH),
  /** what thousands are told: a small conversation is not to wait for a large one */
  many: new Line(4, EACH_OF_MANY),
};
const all = Object.values(lines);
let isScheduled = false;

/** Flushes it in one of the next turns: once, however often it is asked for until then, and after what of its kind was there before. */
export function inTurn(due: Due, kind: keyof typeof lines): void {
  lines[kind].add(due);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    for (const line of all) line.flush();
    if (all.some((line) => !line.isEmpty)) schedule();
  });
}
