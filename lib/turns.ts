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
/** What thousands are told within so many ms goes out to each in one write: nobody sees the difference, and each write is a system call. */
const ROUND_OF_MANY_MS = 100;
/** So many that were served are forgotten together, where a round is longer. */
const SERVED = 1_024;

/**
 * Those of one kind, in the order in which they became due, round by round: what becomes due while one is served is of the next. No
 * `Set`: one that loses as many as it gets is copied again and again, and the garbage collector carried some 8 KB of that a message (to a
 * hundred) into the old generation.
 */
class Line {
  #dues: Due[] = [];
  #served = 0;
  /** of `#dues`, those of the round that has begun */
  #round = 0;
  #begun = -Infinity;
  /** how often something was to be flushed here */
  asked = 0;

  /** @param roundMs from the beginning of one round to that of the next, at least */
  constructor(readonly bit: number, readonly each: number, readonly roundMs = 0) {}

  /** @returns ms until it has something to do; `undefined` if nothing is due */
  wait(now: number): number | undefined {
    if (this.#served < this.#round) return 0;
    return this.#dues.length === this.#served ? undefined : Math.max(0, this.#begun + this.roundMs - now);
  }

  add(due: Due): void {
    this.asked++;
    const lines = due.lines ?? 0;
    if ((lines & this.bit) !== 0) return;
    due.lines = lines | this.bit;
    this.#dues.push(due);
  }

  flush(now: number): void {
    for (let left = this.each; left > 0 && (this.#served < this.#round || this.#begins(now));) {
      const due = this.#dues[this.#served++]!;
      if (!this.#waits(due)) continue;
      due.lines = 0;
      due.flush();
      left--;
    }
    if (this.#served === 0 || this.#served < Math.min(SERVED, this.#round)) return;
    this.#dues = this.#dues.slice(this.#served);
    this.#round -= this.#served;
    this.#served = 0;
  }

  /** @returns whether another round does */
  #begins(now: number): boolean {
    if (this.wait(now) !== 0) return false;
    while (this.#served < this.#dues.length && !this.#waits(this.#dues[this.#served]!)) this.#served++;
    this.#round = this.#dues.length;
    if (this.#served === this.#round) return false;
    this.#begun = now;
    return true;
  }

  /** Otherwise its turn came in another line. */
  #waits(due: Due): boolean {
    return ((due.lines ?? 0) & this.bit) !== 0;
  }
}

/** Each kind has its share of every turn, so that none waits for all of another. */
const lines = {
  /** who asked for something: nobody waits for an answer behind what is told to others */
  answer: new Line(1, EACH),
  few: new Line(2, EACH),
  /** what thousands are told: a small conversation is not to wait for a large one */
  many: new Line(4, EACH_OF_MANY, ROUND_OF_MANY_MS),
};
const all = Object.values(lines);
let isScheduled = false;
let alarm: ReturnType<typeof setTimeout> | undefined;

/** Flushes it in one of the next turns: once, however often it is asked for until then, and after what of its kind was there before. */
export function inTurn(due: Due, kind: keyof typeof lines): void {
  lines[kind].add(due);
  if (!isScheduled) schedule(performance.now());
}

/** Does something, and calls `done` once all that became due by it was flushed. */
export function onceFlushed(work: () => void, done: () => void): void {
  const before = lines.many.asked;
  work();
  const kinds = lines.many.asked > before ? ["few", "many"] as const : ["few"] as const;
  let left = kinds.length;
  const flush = () => {
    if (--left === 0) done();
  };
  for (const kind of kinds) inTurn({ flush }, kind);
}

function schedule(now: number): void {
  let next: number | undefined;
  for (const line of all) {
    const wait = line.wait(now);
    if (wait !== undefined && !(wait > (next ?? Infinity))) next = wait;
  }
  if (next === 0) {
    isScheduled = true;
    setImmediate(turn);
  } else if (next !== undefined) {
    alarm ??= setTimeout(() => {
      alarm = undefined;
      if (!isScheduled) turn();
    }, next);
  }
}

function turn(): void {
  isScheduled = false;
  const now = performance.now();
  for (const line of all) line.flush(now);
  if (!isScheduled) schedule(now);
}
