// What a workload is: who is there, what they do, which of the numbers counts, and what is aimed at.

import type { Aim } from "./aims.ts";
import type { Page, Plan, Result } from "./load.ts";
import type { Site, World } from "./peers/peer.ts";

export interface Workload {
  /** as on the command line */
  name: string;
  title: string;
  world: () => World;
  plan: Pick<Plan, "mode" | "seconds" | "opening"> & Partial<Plan>;
  instances: number;
  /** whether it belongs to the long run alone */
  isLong?: true;
  /** how to read the columns beside the systems' names; the first is the one that is compared */
  columns: Column[];
  /** what is wanted of Parley */
  aims?: Aim[];
  /** what requests ask for */
  asks?(world: World): Page[];
  /** names of the systems that can do it; all unless told */
  only?: readonly string[];
  /** names of those that cannot */
  without?: readonly string[];
  /** whether the database counts its statements meanwhile */
  countsStatements?: true;
  /** in place of the generator, for what is no load: starts the system itself */
  measure?(site: Site): Promise<Result>;
  /** looks at what is stored, once the system has ended. @returns what is wrong */
  inspect?(site: Site, world: World, result: Result): Promise<string[]>;
}

export interface Column {
  title: string;
  of(result: Result): number | undefined;
  digits: number;
  /** whether more is worse */
  isCost?: boolean;
}

/** How big the worlds are: as the figures want them, or small, to see that everything works. */
export interface Sizes {
  /** seconds that each slot is measured for */
  seconds: number;
  /** people of the connect storm */
  idle: number;
  /** members of the large room */
  room: number;
  /** messages in each of ten conversations */
  history: number;
  /** people who come back at once */
  returning: number;
  /** people of the mixed day */
  day: number;
  /** messages in the embedded database */
  embedded: number;
}

export const FULL = { room: 5_000, history: 1_000_000, returning: 5_000, day: 2_000, embedded: 20_000 };
export const SMALL = { room: 200, history: 10_000, returning: 100, day: 200, embedded: 1_000 };

/** Every system starts cold in its slot, and most are compiled as they run. */
export const WARM_UP_SECONDS = 2;

/** The two that the issue compares with. */
export const GO = "Go tutorial";
export const SOCKET_IO = "Socket.IO";
export const PARLEY = "Parley";
export const EMBEDDED = "Parley on PGlite";
