// How a cost grows: the power that fits best.

import { median } from "./table.ts";

export interface Point {
  /** how much there was of what grows */
  at: number;
  /** microseconds of processor a message, of each round that counts */
  costs: number[];
  faults: string[];
}

/** The slope of the straight line through the logarithms (least squares). */
export function exponentOf(points: readonly Point[]): number | undefined {
  const logs = points.flatMap(({ at, costs }) => {
    const cost = median(costs);
    return cost === undefined ? [] : [{ x: Math.log(at), y: Math.log(cost) }];
  });
  if (logs.length < 2) return undefined;
  const mean = (of: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  return mean((log) => (log.x - x) * (log.y - y)) / mean((log) => (log.x - x) ** 2);
}
