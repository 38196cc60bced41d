// Whose turn it is to be written to, on this event loop. A write is the price of everything, so they are made a few sockets a turn of
// the loop: in between, what came in is read and the next commit begins, instead of waiting until a thousand members were served.

import { setImmediate } from "node:timers";

/** Something that has to be done in one of the next turns. */
export interface Due {
  flush(): void;
  /** which lines it stands in, a bit each: kept here */
  lines?: number;
  /** when it was flushed last in a line that lets it rest, by the process's monotonic clock, in ms: kept here */
  flushedAt?: number;
}

/** Measured: with more the database waits for the loop, with fewer a turn costs more than what it does. */
const EACH = 64;
/** Of what thousands are told: whoever talks in a small conversation meanwhile waits for these at each step of theirs. */
const EACH_OF_MANY = 32;
/** What one of thousands is told within so many ms goes out in one write: nobody sees the difference, and each write is a system call. */
const REST_OF_MANY_MS = 100;
/** So many that were served are forgotten together, where the line never empties. */
const SERVED = 1_024;

/**
 * Those of one kind, in the order in which they became due; who was flushed lately waits apart until the first of them has rested. No
 * `Set`: one that loses as many as it gets is copied again and again, and the garbage collector carried some 8 KB of that a message (to
 * a hundred) into the old generation.
 */
class Line {
  #dues: Due[] = [];
  #served = 0;
  #resting: Due[] = [];
  #restedAt = 0;
  /** how often something was to be flushed here */
  asked = 0;

  constructor(readonly bit: number, readonly each: number, readonly restMs = 0) {}

  /** @returns ms until it has something to do; `undefined` if nothing is due */
  wait(now: number): number | undefined {
    if (this.#dues.length > 0) return 0;
    return this.#resting.length > 0 ? Math.max(0, this.#restedAt - now) : undefined;
  }

  add(due: Due): void {
    this.asked++;
    if (this.#holds(due)) return;
    due.lines = (due.lines ?? 0) | this.bit;
    const restedAt = this.restMs > 0 ? (due.flushedAt ?? -Infinity) + this.restMs : 0;
    if (restedAt === 0 || restedAt <= performance.now()) return void this.#dues.push(due);
    if (this.#resting.length === 0) this.#restedAt = restedAt;
    this.#resting.push(due);
  }

  /** Behind all that are here. */
  addLast(due: Due): void {
    due.lines = this.bit;
    (this.#resting.length > 0 ? this.#resting : this.#dues).push(due);
  }

  flush(now: number): void {
    if (this.#resting.length > 0 && this.#restedAt <= now) {
      this.#dues = this.#dues.concat(this.#resting);
      this.#resting = [];
    }
    for (let left = this.each; left > 0 && this.#served < this.#dues.length;) {
      const due = this.#dues[this.#served++]!;
      if (!this.#holds(due)) continue; // its turn came in another line
      if (this.restMs > 0) due.flushedAt = now;
      due.lines = 0;
      due.flush();
      left--;
    }
    if (this.#served === 0 || this.#served < Math.min(SERVED, this.#dues.length)) return;
    this.#dues = this.#dues.slice(this.#served);
    this.#served = 0;
  }

  #holds = (due: Due): boolean => ((due.lines ?? 0) & this.bit) !== 0;
}

/** Each kind has its share of every turn, so that none waits for all of another. */
const lines = {
  /** who asked for something: nobody waits for an answer behind what is told to others */
  answer: new Line(1, EACH),
  few: new Line(2, EACH),
  /** what thousands are told: a small conversation is not to wait for a large one */
  many: new Line(4, EACH_OF_MANY, REST_OF_MANY_MS),
};
const all = Object.values(lines);
let isScheduled = false;
let alarm: ReturnType<typeof setTimeout> | undefined;

/** Flushes it in one of the next turns: once, however often it is asked for until then, and after what of its kind was there before. */
export function inTurn(due: Due, kind: keyof typeof lines): void {
  lines[kind].add(due);
  soon();
}

/** Does something, and calls `done` once all that became due by it was flushed. */
export function onceFlushed(work: () => void, done: () => void): void {
  const before = lines.many.asked;
  work();
  const its = lines.many.asked > before ? [lines.few, lines.many] : [lines.few];
  let left = its.length;
  const flush = () => {
    if (--left === 0) done();
  };
  for (const line of its) line.addLast({ flush });
  soon();
}

function soon(): void {
  if (!isScheduled) schedule(performance.now());
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
