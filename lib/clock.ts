// The database's time without asking it: what it said last, moved on by this process's monotonic clock. Instances whose own clocks
// are wrong, or are set while they run, agree all the same on what has expired. The poll teaches it as well as requests do: by a clock
// that is far ahead no token would be good, and no request would come so far as to teach it.

export interface Clock {
  /** milliseconds since 1970 by the database */
  now(): number;
  /** @param time the database's now(), RFC 3339, as it came with an answer just now */
  learn(time: string): void;
}

export function databaseClock(): Clock {
  let offset = performance.timeOrigin;
  return {
    now: () => performance.now() + offset,
    learn: (time) => void (offset = Date.parse(time) - performance.now()),
  };
}
