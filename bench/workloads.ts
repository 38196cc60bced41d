// What is measured: who is there, what they do, and which of the numbers counts.

import type { Plan, Result } from "./load.ts";
import type { World } from "./peers/peer.ts";

export interface Workload {
  /** as on the command line */
  name: string;
  title: string;
  world: () => World;
  plan: Pick<Plan, "mode" | "seconds" | "opening"> & Partial<Plan>;
  instances: number;
  /** whether it belongs to the long run alone */
  isLong?: true;
  /** how many of the world's people connect; all unless told */
  people?: number;
  /** how to read the columns beside the systems' names; the first is the one that is compared */
  columns: Column[];
  /** in the mode `http`: what each connection asks for, in turn */
  asks?(world: World): NonNullable<Plan["http"]>;
  /** names of the systems that cannot do it */
  without?: string[];
}

export interface Column {
  title: string;
  of(result: Result): number | undefined;
  digits: number;
  /** whether more is worse */
  isCost?: boolean;
}

const uuid = () => crypto.randomUUID();
const people = (count: number) => Array.from({ length: count }, uuid);

/** Groups that share nobody. */
const groups = (count: number, size: number) => (): World => ({
  people: people(count * size),
  rooms: Array.from({ length: count }, (_, room) => ({
    id: uuid(),
    private: false,
    members: Array.from({ length: size }, (_, i) => i * count + room),
  })),
});

const pairs = (count: number) => (): World => ({
  people: people(2 * count),
  rooms: Array.from({ length: count }, (_, i) => ({ id: uuid(), private: true, members: [2 * i, 2 * i + 1] })),
});

/** Everybody in `each` of as many groups of 100. */
const manyGroups = (count: number, each: number) => (): World => ({
  people: people(count),
  rooms: Array.from({ length: Math.ceil(count * each / 100) }, (_, room) => ({
    id: uuid(),
    private: false,
    // Steps apart, so that no two groups are the same people.
    members: Array.from({ length: 100 }, (_, i) => (room * 100 + i * (1 + room % 7)) % count),
  })).map((room) => ({ ...room, members: [...new Set(room.members)] })),
});

/** One group of 50 with a history. */
const withHistory = (count: number) => (): World => ({ ...groups(1, 50)(), history: count });
const OTHERS = ["Go tutorial", "Socket.IO", "ws", "nats-server"];

const perSecond = (count: (result: Result) => number) => (result: Result) => count(result) / result.seconds;
const cpu = (name: string): Column => ({
  title: `${name} cores`,
  of: (result) => result.cpu[name] === undefined ? undefined : result.cpu[name] / result.seconds,
  digits: 2,
});
const CORES = ["server", "database", "redis", "generator"].map(cpu);

const DELIVERIES: Column[] = [
  { title: "deliveries/s", of: perSecond(({ delivered }) => delivered), digits: 0 },
  { title: "messages/s", of: perSecond(({ sent }) => sent), digits: 0 },
  { title: "delivery p50 ms", of: ({ delivery }) => delivery?.p50, digits: 1 },
  { title: "p99 ms", of: ({ delivery }) => delivery?.p99, digits: 1 },
  ...CORES,
];
const LATENCY: Column[] = [
  { title: "delivery p99 ms", of: ({ delivery }) => delivery?.p99, digits: 1, isCost: true },
  { title: "p50 ms", of: ({ delivery }) => delivery?.p50, digits: 1 },
  { title: "ack p50 ms", of: ({ ack }) => ack?.p50, digits: 1 },
  { title: "ack p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  { title: "deliveries/s", of: perSecond(({ delivered }) => delivered), digits: 0 },
  ...CORES,
];
const REQUESTS: Column[] = [
  { title: "requests/s", of: perSecond(({ acked }) => acked), digits: 0 },
  { title: "p50 ms", of: ({ ack }) => ack?.p50, digits: 1 },
  { title: "p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  {
    title: "a core of the server",
    of: ({ acked, cpu: { server } }) => server === undefined ? undefined : acked / server,
    digits: 0,
  },
  ...CORES,
];
const connections = (count: number): Column[] => [
  { title: "connects/s", of: ({ connects }) => connects, digits: 0 },
  {
    title: "KiB a connection",
    of: ({ memory: { server } }) => server && (server[1] - server[0]) / count,
    digits: 1,
  },
  ...["server", "database", "generator"].map((name): Column => ({
    title: `${name} ms CPU a connect`,
    of: ({ cpu }) => cpu[name] === undefined ? undefined : cpu[name] * 1_000 / count,
    digits: 2,
  })),
  { title: "idle server cores", of: ({ cpu }) => cpu["server idle"], digits: 3 },
];

/** Every system starts cold in its slot, and most are compiled as they run. */
export const WARM_UP_SECONDS = 2;

/** @param seconds that each slot is measured for */
export const workloads = (seconds: number, idle: number): Workload[] => {
  const fanOut = { mode: "chat", opening: 64, warmup: WARM_UP_SECONDS, seconds } as const;
  return [
    {
      name: "fanout10",
      title: "Group fan-out: 10 rooms × 100 members, 10 messages in flight a room",
      world: groups(10, 100),
      plan: { ...fanOut, window: 10 },
      instances: 1,
      columns: DELIVERIES,
    },
    {
      name: "fanout1",
      title: "Group fan-out: 10 rooms × 100 members, 1 message in flight a room",
      world: groups(10, 100),
      plan: { ...fanOut, window: 1 },
      instances: 1,
      columns: DELIVERIES,
    },
    {
      name: "rate200",
      title: "Latency at a fixed 200 messages/s (19,800 deliveries/s): 10 rooms × 100 members",
      world: groups(10, 100),
      plan: { ...fanOut, rate: 200 },
      instances: 1,
      columns: LATENCY,
    },
    {
      name: "pairs",
      title: "Private messages: 500 pairs in ping-pong",
      world: pairs(500),
      plan: { ...fanOut, window: 1 },
      instances: 1,
      columns: DELIVERIES,
    },
    {
      name: "connect",
      title: `Connect storm: ${
        idle.toLocaleString("en")
      } people with a token, 64 at a time, each in 50 groups; then idle`,
      world: manyGroups(idle, 50),
      plan: { mode: "connect", opening: 64, seconds: 5 },
      instances: 1,
      columns: connections(idle),
    },
    {
      name: "room5000",
      title: "One room of 5,000 at 20 messages/s",
      world: groups(1, 5_000),
      plan: { ...fanOut, rate: 20 },
      isLong: true,
      instances: 1,
      columns: LATENCY,
    },
    {
      name: "instances2",
      title: "Two instances over Redis: 10 rooms × 100 members, 10 messages in flight a room",
      world: groups(10, 100),
      plan: { ...fanOut, window: 10 },
      isLong: true,
      instances: 2,
      columns: DELIVERIES,
      without: ["Go tutorial", "ws", "nats-server"],
    },
    {
      name: "page",
      title: "The chat page with its last 50 messages, rendered for 16 people at a time",
      world: withHistory(1_000),
      asks: ({ rooms }) => ({ paths: rooms.map(({ id }) => `/c/${id}`) }),
      plan: { ...fanOut, mode: "http" },
      people: 16,
      isLong: true,
      instances: 1,
      columns: REQUESTS,
      without: OTHERS,
    },
    {
      name: "history",
      title: "A page of 50 messages over REST, 16 readers",
      world: withHistory(100_000),
      asks: ({ rooms }) => ({
        paths: [1, 2, 3].map((n) => `/api/v1/messages/group/${rooms[0]!.id}?before=${n * 30_000}`),
      }),
      plan: { ...fanOut, mode: "http" },
      people: 16,
      isLong: true,
      instances: 1,
      columns: REQUESTS,
      without: OTHERS,
    },
    {
      name: "rest64",
      title: "Messages sent over REST by 64 writers in 10 groups",
      world: groups(10, 100),
      asks: ({ rooms }) => ({ paths: rooms.map(({ id }) => `/api/v1/messages/group/${id}`), say: true }),
      plan: { ...fanOut, mode: "http" },
      people: 64,
      isLong: true,
      instances: 1,
      columns: REQUESTS,
      without: OTHERS,
    },
  ];
};
