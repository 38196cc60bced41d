// What Parley is to reach, and whether it did: a line below each table.

/** The medians of a run. A system or workload that was not measured has none. */
export interface Found {
  /** by the title of a column; of Parley and of this workload unless told */
  value(column: string, system?: string, workload?: string): number | undefined;
  /** of the column that is compared */
  main(system?: string, workload?: string): number | undefined;
}

export interface Aim {
  text: string;
  /** what is compared with the aim; undefined: it was not measured */
  of(found: Found): number | undefined;
  isMet(value: number): boolean;
  digits: number;
}

const divided = (a: number | undefined, b: number | undefined) => a === undefined || !b ? undefined : a / b;

/** So many times what a system does. */
export const atLeastTimes = (times: number, system: string): Aim => ({
  text: `≥ ${times} × ${system}`,
  of: (found) => divided(found.main(), found.main(system)),
  isMet: (value) => value >= times,
  digits: 2,
});

/** So many times what the best of them does. */
export const atLeastTimesBest = (times: number, systems: readonly string[]): Aim => ({
  text: `≥ ${times} × the better of ${systems.join(" and ")}`,
  of: (found) => divided(found.main(), best(systems, found, Math.max)),
  isMet: (value) => value >= times,
  digits: 2,
});

/** No worse than the best of them, where less is better. */
export const noMoreThanBest = (systems: readonly string[]): Aim => ({
  text: `at most the best of ${systems.join(", ")} (1 = as good)`,
  of: (found) => divided(found.main(), best(systems, found, Math.min)),
  isMet: (value) => value <= 1,
  digits: 2,
});

/** What each of several instances does of what one does alone. */
export const eachInstance = (share: number, workload: string, instances: number): Aim => ({
  text: `each instance ≥ ${share * 100} % of one alone (${workload})`,
  of: (found) => divided(found.main(), found.main(undefined, workload)),
  isMet: (value) => value >= share * instances,
  digits: 2,
});

export const atLeast = (column: string, least: number, system?: string): Aim => ({
  text: `${named(column, system)} ≥ ${least.toLocaleString("en")}`,
  of: (found) => found.value(column, system),
  isMet: (value) => value >= least,
  digits: 0,
});

export const atMost = (column: string, most: number, system?: string): Aim => ({
  text: `${named(column, system)} ≤ ${most.toLocaleString("en")}`,
  of: (found) => found.value(column, system),
  isMet: (value) => value <= most,
  digits: most < 1 ? 3 : 1,
});

const named = (column: string, system: string | undefined) => system === undefined ? column : `${system}: ${column}`;

function best(systems: readonly string[], found: Found, choose: (...values: number[]) => number): number | undefined {
  const values = systems.map((system) => found.main(system)).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : choose(...values);
}
