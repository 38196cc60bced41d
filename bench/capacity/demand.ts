// What was counted, times what each costs: how much of an instance, of Redis and of Postgres it takes, and what is full first.

import { LOOK_MS } from "../../lib/services/search_index.ts";
import { CONNECTED_MS } from "../../lib/realtime/poll.ts";
import { RENEW_MS } from "../../lib/realtime/presence.ts";
import { BYTES, DATABASE, PLAN, RATES, REDIS, SERVER } from "./costs.ts";
import { frameBytes, hintBytes, MARK_BYTES } from "./frame_bytes.ts";
import type { Done } from "./simulate.ts";
import { FRAMES, HINTS } from "./tally.ts";

/** Of a deployment, each second. */
export interface Demand {
  instances: number;
  /** cores of one event loop: in all, and of that what does not shrink when there are more instances */
  instance: number;
  floor: number;
  /** hints: published in all, received by each instance, of those for nobody there */
  published: number;
  received: number;
  unwanted: number;
  /** cores of Redis, and bytes that it sends */
  redis: number;
  redisBytes: number;
  /** cores of Postgres, and of that what the polls take */
  database: number;
  polls: number;
  commits: number;
  statements: number;
  rowsWritten: number;
  rowsPolled: number;
  wal: number;
  /** bytes to clients, in all */
  clientBytes: number;
  /** bytes on disk in a year; of memory in an instance */
  diskAYear: number;
  memory: number;
}

const US = 1e-6;
/** Of one instance: two of a poll, six of a lease's renewal and two of the indexer's looking. */
const STATEMENTS_OF_ITS_OWN = 2_000 / CONNECTED_MS + 6_000 / RENEW_MS + 2_000 / LOOK_MS;

const sum = <T>(list: readonly T[], of: (it: T) => number): number => list.reduce((total, it) => total + of(it), 0);

export const marksIn = (done: Done): number => done["delivered marks"] + done["read marks"];

/** @param people connected */
export function demandOf(done: Done, people: number, instances: number): Demand {
  const published = sum(HINTS, (hint) => done[`published ${hint}`]);
  const received = sum(HINTS, (hint) => done[`received ${hint}`]);
  const wanted = sum(HINTS, (hint) => done[`wanted ${hint}`]);
  const rowsPolled = done["head rows"] + done["status rows"];
  const commits = done["message commits"] + done["mark commits"] + done["presence commits"];
  const everywhere = SERVER.wanted.value * (done["wanted large marks"] + done["wanted status"]) +
    SERVER.unwanted.value * (received - wanted) + SERVER.pollRow.value * (done["head rows"] + done["status rows"]);
  const here = SERVER.wanted.value * (wanted - done["wanted large marks"] - done["wanted status"]);
  const polls = US * (DATABASE.headRow.value * done["head rows"] + DATABASE.status.value * done["status rows"]);
  const otherRows = otherRowsOf(done);
  return {
    instances,
    instance: US * (sharedOf(done, published) + here + everywhere) / instances,
    floor: US * everywhere / instances,
    published,
    received: received / instances,
    unwanted: (received - wanted) / instances,
    redis: US * (REDIS.publish.value * published + REDIS.deliver.value * (published + received)),
    redisBytes: sum(HINTS, (hint) => hintBytes(hint) * (done[`published ${hint}`] + done[`received ${hint}`])) +
      MARK_BYTES * instances * (done["hinted marks"] - done["published marks"] - done["published large marks"]),
    database: databaseOf(done) + polls,
    polls,
    commits,
    statements: statementsOf(done) + instances * STATEMENTS_OF_ITS_OWN,
    rowsWritten: done.messages + otherRows,
    rowsPolled,
    wal: BYTES.walMessage.value * done.messages + BYTES.walRow.value * otherRows,
    clientBytes: sum(FRAMES, (frame) => frameBytes(frame) * done[`frames ${frame}`]),
    diskAYear: (BYTES.message.value + BYTES.index.value) * done.messages * 3_600 * PLAN.hoursAYear,
    memory: BYTES.instance.value + BYTES.connection.value * people / instances,
  };
}

/** Microseconds of all event loops together, for what is done once however many there are. */
const sharedOf = (done: Done, published: number): number =>
  SERVER.write.value * done.writes + SERVER.message.value * done.messages + SERVER.mark.value * marksIn(done) +
  SERVER.typing.value * done["published typing"] + SERVER.move.value * done.moves + SERVER.publish.value * published +
  SERVER.ping.value * done["frames pong"] + SERVER.connect.value * done.connects +
  SERVER.page.value * (done.pages + done.syncs) + SERVER.visit.value * done.visits;

/** Cores of Postgres, without the polls. */
function databaseOf(done: Done): number {
  return US * (DATABASE.message.value * done.messages +
    DATABASE.commit.value * (done["message commits"] + done["mark commits"]) +
    DATABASE.mark.value * marksIn(done) + (DATABASE.move.value + DATABASE.status.value) * done.moves +
    DATABASE.connect.value * done.connects + DATABASE.page.value * (done.pages + done.syncs) +
    DATABASE.visit.value * done.visits + DATABASE.search.value * done.searches);
}

/** A conversation and its head; a membership and, if it is small, its head, a reader and theirs; somebody's presence and its head. */
const otherRowsOf = (done: Done): number =>
  2 * done["conversation updates"] + 2 * marksIn(done) - done["large delivered marks"] - done["large read marks"] +
  2 * done["read marks"] + 2 * done.moves;

/**
 * Besides begin and commit: two of a batch of messages, one of marks, seven of presence and one for what is told of it; the membership of
 * who types in a group; two of a session, the subscriptions and the use of the session at a connection; a session and a page.
 */
const statementsOf = (done: Done): number =>
  2 * done["message commits"] + done["mark commits"] + 8 * done["presence commits"] + done["group typing"] +
  4 * done.connects + done.syncs + 2 * done.pages;

/** Something that may be full. */
export interface Limit {
  name: string;
  /** how often more than there may be: 1 is just full */
  load: number;
}

/** What is full, the fullest first. An instance counts by what no further instance would take off it. */
export const limitsOf = (demand: Demand, messages: number): Limit[] =>
  [
    { name: "every instance hears everything", load: demand.floor / PLAN.busy },
    { name: "Redis", load: demand.redis / PLAN.busy },
    { name: "network of Redis", load: demand.redisBytes / PLAN.network },
    { name: "Postgres: processor", load: demand.database / (PLAN.databaseCores * PLAN.busy) },
    { name: "Postgres: WAL", load: demand.wal / PLAN.wal },
    { name: "index of searches", load: messages / RATES.indexed.value },
  ].toSorted((a, b) => b.load - a.load);

/**
 * How many instances keep their event loops below `PLAN.busy`: their shares of what is done once shrink, what each hears does not.
 * @returns undefined: however many there are, each is too busy
 */
export function instancesFor({ instance, floor, instances }: Demand, people: number): number | undefined {
  const least = Math.max(PLAN.leastInstances, Math.ceil(people / PLAN.connectionsPerInstance));
  if (floor >= PLAN.busy) return undefined;
  return Math.max(least, Math.ceil((instance - floor) * instances / (PLAN.busy - floor)));
}
