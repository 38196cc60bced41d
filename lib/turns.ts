// Whose turn it is to be written to, on this event loop. A write is the price of everything, so they are made a few sockets a turn of
// the loop: in between, what came in is read and the next commit begins, instead of waiting until a thousand members were served.

import { setImmediate } from "node:timers";

/** Something that has to be done in one of the next turns. */
export interface Due {
  flush(): void;
}

/** Measured: with more the database waits for the loop, with fewer a turn costs more than what it does. */
const EACH = 64;
/** Of what thousands are told: whoever talks in a small conversation meanwhile waits for these at each step of theirs. */
const EACH_OF_MANY = 32;

/** Each kind has its share of every turn, so that none waits for all of another. */
const waiting = {
  /** who asked for something: nobody waits for an answer behind what is told to others */
  answer: new Set<Due>(),
  few: new Set<Due>(),
  /** what thousands are told: a small conversation is not to wait for a large one */
  many: new Set<Due>(),
};
const queues = Object.values(waiting);
let isScheduled = false;

/** Flushes it in one of the next turns: once, however often it is asked for until then, and after what of its kind was there before. */
export function inTurn(due: Due, kind: keyof typeof waiting): void {
  waiting[kind].add(due);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    flushSome(waiting.answer, EACH);
    flushSome(waiting.few, EACH);
    flushSome(waiting.many, EACH_OF_MANY);
    if (queues.some((queue) => queue.size > 0)) schedule();
  });
}

function flushSome(queue: Set<Due>, most: number): void {
  let left = most;
  for (const due of queue) {
    if (left-- === 0) return;
    for (const each of queues) each.delete(due);
    due.flush();
  }
}
