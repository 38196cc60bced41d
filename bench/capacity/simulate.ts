// Some seconds of a deployment: what people do, by chance, and what that makes the instances, Redis and Postgres do. A large one is
// sampled: fewer people with as many conversations each, on as many instances, and every count is multiplied. A lane of the sample
// takes the messages of `scale` instances, so that it is as busy as a real one.

import { REPEAT_MS } from "../../lib/client/stores/typing.ts";
import { PING_MS } from "../../lib/client/socket.ts";
import { REST_MS } from "../../lib/services/marks.ts";
import { BATCH_MESSAGES } from "../../lib/services/writer_lane.ts";
import type { Random } from "../search/random.ts";
import type { Activity } from "./activity.ts";
import { about, marksOf, type Message, messagesOf, movedBy } from "./chatter.ts";
import { type Arrival, type Batch, groupCommit } from "./group_commit.ts";
import { type Polled, polled } from "./polls.ts";
import {
  isSmall,
  type MarksMoved,
  noTally,
  type Tally,
  tellMarks,
  tellMessages,
  tellStatus,
  tellTyping,
} from "./tally.ts";
import type { World } from "./world.ts";

export interface Run {
  /** how many people one of the world stands for; divides its instances */
  scale: number;
  seconds: number;
  /** ms that a transaction takes, and what each thing in it adds */
  commitMs: number;
  eachMs: number;
  random: Random;
}

type Counted =
  | ("messages" | "group typing" | "moves" | "connects" | "syncs" | "pages" | "visits" | "searches")
  | ("delivered marks" | "read marks" | "large delivered marks" | "large read marks")
  | ("message commits" | "mark commits" | "presence commits" | "conversation updates");

/** Of the whole deployment, each second. */
export type Done = Tally & Polled & Record<Counted, number>;

export function simulate(world: World, activity: Activity, run: Run): Done {
  const { scale, seconds, random } = run;
  const { people } = world.society;
  const tally = noTally();
  const perHour = (times: number) => times * people * seconds / 3_600;

  const said = messagesOf(world, activity, seconds, random);
  const committed = commits(world, run, said, BATCH_MESSAGES, ({ sender }) => world.home[sender]!);
  for (const { of } of committed) tellMessages(tally, world, of);
  const signs = Math.ceil(activity.writing * 1_000 / REPEAT_MS);
  for (const { conversation } of said) for (let i = 0; i < signs; i++) tellTyping(tally, world, conversation);
  const { marked, arrivals } = marksOf(world, committed, random);
  const markCommits = commits(world, run, arrivals, Infinity, ({ instance }) => instance, REST_MS);
  const moved = markCommits.flatMap(({ of }) => movedBy(of));
  for (const marks of moved) tellMarks(tally, world, marks);

  // Who comes back has gone before.
  const moves = Array.from({ length: about(random, perHour(activity.idling + 2 * activity.reconnects)) }, () => ({
    at: random() * seconds * 1_000,
    count: 1,
    person: Math.floor(random() * people),
  })).sort((a, b) => a.at - b.at);
  for (const { person } of moves) tellStatus(tally, world, person);
  const moveCommits = commits(world, run, moves, Infinity, ({ person }) => world.home[person]!);

  const pings = people * seconds * 1_000 / PING_MS;
  tally["frames pong"] += pings;
  tally.writes += pings;
  const connects = perHour(activity.reconnects);
  const sum = (of: (marks: MarksMoved) => number, from = moved) => from.reduce((total, marks) => total + of(marks), 0);
  const large = moved.filter(({ conversation }) => !isSmall(conversation));
  return perSecond(scale / seconds, {
    ...tally,
    ...polled(world, { committed, marked, moves }),
    messages: said.length,
    "group typing": signs * said.filter(({ conversation }) => isSmall(conversation) && conversation.tier > 0).length,
    "delivered marks": sum(({ delivered }) => delivered),
    "read marks": sum(({ read }) => read),
    "large delivered marks": sum(({ delivered }) => delivered, large),
    "large read marks": sum(({ read }) => read, large),
    moves: moves.length,
    connects,
    syncs: connects * activity.behind,
    pages: perHour(activity.pages),
    visits: perHour(activity.visits),
    searches: perHour(activity.searches),
    "message commits": committed.length,
    "mark commits": markCommits.length,
    "presence commits": moveCommits.length,
    "conversation updates": committed.reduce((sum, { of }) => sum + conversationsOf(of), 0),
  });
}

/** What the lanes of all instances make of it: one lane works as long as no row is locked by others. */
function commits<T extends Arrival>(
  { instances }: World,
  { scale, commitMs, eachMs }: Run,
  arrivals: readonly T[],
  most: number,
  instanceOf: (arrival: T) => number,
  rest = 0,
): Batch<T>[] {
  const lanes = instances / scale;
  if (!Number.isInteger(lanes)) throw new Error(`${instances} instances are no multiple of ${scale}`);
  const byLane = Array.from({ length: lanes }, (): T[] => []);
  for (const arrival of arrivals) byLane[instanceOf(arrival) % lanes]!.push(arrival);
  return byLane.flatMap((lane) => groupCommit(lane, most, (count) => commitMs + eachMs * count, rest));
}

const conversationsOf = (batch: readonly Message[]) => new Set(batch.map(({ conversation }) => conversation)).size;

const perSecond = (factor: number, done: Done): Done =>
  Object.fromEntries(Object.entries(done).map(([name, count]) => [name, count * factor])) as Done;
