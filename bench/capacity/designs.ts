// Parley as it is, and as it could be: what each change would leave of what was counted. None of them is built.

import type { Done } from "./simulate.ts";
import { HINTS } from "./tally.ts";

export interface Design {
  name: string;
  change(done: Done): Done;
}

export const TODAY: Design = { name: "as it is", change: (done) => done };

/** Each on top of those before. */
export const STEPS: readonly Design[] = [
  {
    name:
      "no delivered marks in conversations above `smallGroup`, and read marks there told to the reader's own instance alone",
    change: (done) => ({
      ...done,
      "published large marks": 0,
      "received large marks": 0,
      "wanted large marks": 0,
      "hinted marks": done["hinted marks"] - done["published large marks"],
      "delivered marks": done["delivered marks"] - done["large delivered marks"],
    }),
  },
  {
    name: "marks for the author of the message alone",
    change: (done) => {
      const told = done["hinted marks"] + done["read marks"];
      return {
        ...done,
        "wanted marks": done["published marks"],
        "frames mark": told,
        writes: done.writes - done["mark writes"] + Math.min(told, done["mark writes"]),
      };
    },
  },
  {
    name: "hints numbered by each instance, so that a lost one is seen, and heads polled only then",
    change: (done) => ({ ...done, "head rows": 0, "status rows": 0 }),
  },
  {
    name: "a channel an instance, and hints only to those that have a member",
    change: (done) => {
      const changed = { ...done };
      for (const hint of HINTS) {
        changed[`published ${hint}`] = changed[`received ${hint}`] = done[`wanted ${hint}`];
      }
      return changed;
    },
  },
];
