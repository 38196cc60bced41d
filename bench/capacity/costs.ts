// What each thing costs, the only place for it: to plan from fresh figures, change these. `measured` names where it was measured;
// `derived` is arithmetic on what was measured; `assumed` was not measured, and the page says so beside every such figure.

export interface Cost {
  value: number;
  unit: string;
  what: string;
  basis: "measured" | "derived" | "assumed";
  /** where it was measured and when; what it was derived from; why it is assumed so */
  source: string;
}

const cost = (basis: Cost["basis"], value: number, unit: string, what: string, source: string): Cost => ({
  value,
  unit,
  what,
  basis,
  source,
});

const QUIET = "bench/RESULTS.md, on a quiet machine, 2026-11-29";
const SPEED = "bench/RESULTS.md, Speed, 2026-11-28";
const SEARCH = "bench/RESULTS.md, Search, 2026-11-23";
const GUESS = "not measured yet";

/** Processor time of an instance. */
export const SERVER = {
  write: cost("measured", 8.2, "us", "a write to a socket", `${QUIET}: 10 rooms of 100, one message in flight`),
  message: cost(
    "derived",
    27,
    "us",
    "a message: frame, writer, announcement, ack",
    `${QUIET}: 43 us a private message less 2 writes`,
  ),
  mark: cost("assumed", 40, "us", "a read or delivered mark: frame, writer", GUESS),
  typing: cost("assumed", 20, "us", "a typing sign: frame, look-up", GUESS),
  move: cost("assumed", 100, "us", "a change of presence", GUESS),
  publish: cost("assumed", 15, "us", "a hint published", GUESS),
  wanted: cost("assumed", 25, "us", "a hint received and taken apart", GUESS),
  unwanted: cost("assumed", 8, "us", "a hint received and dropped unparsed", GUESS),
  pollRow: cost("assumed", 2, "us", "a row that the poll of the heads reads", GUESS),
  ping: cost("assumed", 10, "us", "a ping of a client, without the write", GUESS),
  connect: cost("measured", 310, "us", "a connection: upgrade, welcome", `${QUIET}: connect storm`),
  page: cost("measured", 283, "us", "a page of history or what a client missed, over REST or `sync`", `${QUIET}: REST`),
  visit: cost("measured", 5_200, "us", "the chat page", `${QUIET}: 192 a core and second`),
};

/** Processor time of Postgres. */
export const DATABASE = {
  message: cost(
    "measured",
    67,
    "us",
    "a message, with its part of a large commit and the index of searches",
    `${QUIET}: window 10`,
  ),
  commit: cost("derived", 205, "us", "a commit of its own", `${QUIET}: 272 us in small commits less 67 in large ones`),
  mark: cost("assumed", 60, "us", "a mark moved: membership, head; a reader's own number", GUESS),
  move: cost("assumed", 250, "us", "a change of presence: seven statements, shared by those of a moment", GUESS),
  status: cost("measured", 30, "us", "a person's status read, with conversations", `${SPEED}: 1.2 ms for 40 people`),
  connect: cost("measured", 270, "us", "a connection of somebody in 50 groups", `${QUIET}: 10,000 people`),
  headRow: cost("assumed", 1, "us", "a head read by a poll", GUESS),
  page: cost("measured", 523, "us", "a page of history or what a client missed", `${QUIET}: of 10 million messages`),
  visit: cost("measured", 1_860, "us", "what the chat page shows", QUIET),
  search: cost("measured", 9_300, "us", "a search: its time, which bounds its processor time", `${SEARCH}: p50`),
};

export const REDIS = {
  publish: cost("assumed", 5, "us", "a publication taken in", GUESS),
  deliver: cost("assumed", 1.5, "us", "the same handed to one instance", GUESS),
};

/** What is kept, and held. */
export const BYTES = {
  message: cost(
    "measured",
    400,
    "bytes",
    "a message with its indexes, on disk",
    "bench/README.md: 10 million take some 4 GB",
  ),
  index: cost("measured", 804, "bytes", "the same in the index of searches", `${SEARCH}: 472 + 59 + 273 MB a million`),
  walMessage: cost("assumed", 4_000, "bytes", "WAL of a message: row, indexes, index of searches, page images", GUESS),
  walRow: cost("assumed", 400, "bytes", "WAL of another row changed", GUESS),
  connection: cost(
    "measured",
    31_232,
    "bytes",
    "memory of a connection",
    `${QUIET}: 10,000 people in 50 groups each`,
  ),
  instance: cost(
    "measured",
    88e6,
    "bytes",
    "memory of an instance before the first",
    "bench/RESULTS.md, Speed, 2026-11-30: the server as a bundle",
  ),
  content: cost("assumed", 80, "bytes", "words of a message", GUESS),
};

/** How long a transaction takes, seen from an instance: how much piles up meanwhile decides how large batches are. */
export const TIMES = {
  commit: cost("assumed", 3, "ms", "a transaction, over the network, with fsync", GUESS),
  each: cost("assumed", 0.05, "ms", "what each message or mark in it adds", GUESS),
};

/** What one of something does at most. */
export const RATES = {
  indexed: cost("measured", 2_000, "messages/s", "indexed for searches, by the one instance that does it", SEARCH),
};

/** Not what was measured but what is decided: how full things may be. */
export const PLAN = {
  /** of a core, for an event loop, for a Redis and for each core of Postgres: beyond, times grow quickly */
  busy: 0.6,
  /** however little they do: all of them come back at once when an instance goes */
  connectionsPerInstance: 10_000,
  leastInstances: 2,
  /** cores of a large machine for Postgres */
  databaseCores: 32,
  /** bytes/s of a network interface of 10 Gbit/s */
  network: 1.25e9 * 0.6,
  /** bytes/s of WAL that a primary writes and ships */
  wal: 150e6,
  /** hours like the busiest, in a year of 250 days with 8 of them */
  hoursAYear: 2_000,
};

export const ALL_COSTS: Cost[] = [SERVER, DATABASE, REDIS, BYTES, TIMES, RATES].flatMap((part): Cost[] =>
  Object.values(part)
);
