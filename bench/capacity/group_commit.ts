// Group commit, as `writer_lane.ts`, `marks.ts` and `presence.ts` do it: one transaction at a time, and what comes meanwhile goes into
// the next. So more load makes larger batches before it makes more commits.

/** Something that arrives to be stored. */
export interface Arrival {
  /** ms */
  at: number;
  /** how many at once */
  count: number;
}

export interface Batch<T> {
  /** what it holds */
  of: T[];
  count: number;
  /** ms, when it is committed */
  at: number;
}

/**
 * One lane's batches.
 * @param arrivals in the order of their times
 * @param most that one transaction takes
 * @param duration of a transaction that holds so many, in ms
 * @param rest between two, in ms
 */
export function groupCommit<T extends Arrival>(
  arrivals: readonly T[],
  most: number,
  duration: (count: number) => number,
  rest = 0,
): Batch<T>[] {
  const batches: Batch<T>[] = [];
  let free = 0;
  for (let next = 0; next < arrivals.length;) {
    const begin = Math.max(free, arrivals[next]!.at);
    const of: T[] = [];
    let count = 0;
    // What comes in the same turn belongs to the first batch, too.
    while (
      next < arrivals.length && arrivals[next]!.at <= begin && (count === 0 || count + arrivals[next]!.count <= most)
    ) {
      count += arrivals[next]!.count;
      of.push(arrivals[next++]!);
    }
    const at = begin + duration(count);
    batches.push({ of, count, at });
    free = at + rest;
  }
  return batches;
}
