// What grows, from where to where, and the talk whose messages are priced meanwhile.

import { type Sizes, WARM_UP_SECONDS, type Workload } from "./workload.ts";
import { groups, manyGroups, withHistory } from "./worlds.ts";
import type { World } from "./peers/peer.ts";

export interface Curve {
  /** as on the command line */
  name: string;
  title: string;
  /** what is counted on the axis */
  unit: string;
  /** the exponent at most; a little beyond 1 or 0, for what a fit of four points is worth */
  aim: number;
  /** how much of it, point by point */
  points(sizes: Sizes): number[];
  workload(at: number, sizes: Sizes): Workload;
}

const FLAT = 0.05;
const LINEAR = 1.05;
/** Rooms that talk while others are only there, and messages a second in each. */
const TALKING = 5;
const RATE = 20;

const workload = (
  world: () => World,
  { seconds }: Sizes,
  plan: Partial<Workload["plan"]>,
  instances = 1,
): Workload => ({
  name: "growth",
  title: "growth",
  world,
  plan: { mode: "chat", opening: 64, warmup: WARM_UP_SECONDS, seconds, ...plan },
  instances,
  columns: [],
});

/** Some rooms at a rate of their own; the others are silent. */
const someTalk = (world: () => World) => (): World => {
  const { rooms, ...rest } = world();
  return { ...rest, rooms: rooms.map((room, i) => i < TALKING ? { ...room, rate: RATE } : room) };
};

/** Small sizes are told by a short history. */
const upTo = (points: number[], small: number) => ({ history }: Sizes) =>
  history < 100_000 ? points.filter((point) => point <= small) : points;

export const CURVES: Curve[] = [
  {
    name: "history",
    title: "Messages in the conversations that talk",
    unit: "messages",
    aim: FLAT,
    points: upTo([10_000, 100_000, 1_000_000, 10_000_000], 100_000),
    workload: (at, sizes) => workload(withHistory(groups(10, 20), at / 10), sizes, { window: 1 }),
  },
  {
    name: "room",
    title: "Members of a room",
    unit: "members",
    aim: LINEAR,
    points: upTo([10, 100, 1_000, 5_000], 100),
    workload: (at, sizes) => workload(groups(1, at), sizes, { window: 1 }),
  },
  {
    name: "connections",
    title: "People who are connected while 5 rooms of 50 talk",
    unit: "connections",
    aim: LINEAR,
    points: upTo([100, 1_000, 5_000, 19_000], 1_000),
    workload: (at, sizes) => workload(someTalk(manyGroups(at, 5, 50)), sizes, {}),
  },
  {
    name: "conversations",
    title: "Conversations of each person while 5 rooms of 20 talk",
    unit: "conversations",
    aim: LINEAR,
    points: upTo([10, 100, 500, 2_000], 100),
    workload: (at, sizes) => workload(someTalk(manyGroups(100, at, 20)), sizes, {}),
  },
  {
    name: "instances",
    title: "Instances over Redis, 10 rooms of 100 at 100 messages/s together",
    unit: "instances",
    aim: LINEAR,
    points: upTo([1, 2, 3, 4], 2),
    workload: (at, sizes) => workload(groups(10, 100), sizes, { rate: 100 }, at),
  },
];
