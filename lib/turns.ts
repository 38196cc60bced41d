// Whose turn it is to be written to, on this event loop. A write is the price of everything, so they are made a few sockets a turn of
// the loop: in between, what came in is read and the next commit begins, instead of waiting until a thousand members were served.

import { setImmediate } from "node:timers";

/** Something that has to be done in one of the next turns. */
export interface Due {
  flush(): void;
}

/** Measured: with more the database waits for the loop, with fewer a turn costs more than what it does. */
const EACH = 64;

/** who asked for something: nobody waits for an answer behind what is told to others */
const answers = new Set<Due>();
const others = new Set<Due>();
let isScheduled = false;

/** Flushes it in one of the next turns: once, however often it is asked for until then, and after what of its kind was there before. */
export function inTurn(due: Due, { isAnswer = false } = {}): void {
  (isAnswer ? answers : others).add(due);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    flushSome(answers);
    flushSome(others);
    if (answers.size + others.size > 0) schedule();
  });
}

function flushSome(waiting: Set<Due>): void {
  let left = EACH;
  for (const due of waiting) {
    if (left-- === 0) return;
    answers.delete(due);
    others.delete(due);
    due.flush();
  }
}
