// How results are read: columns of the tables.

import type { Result } from "./load.ts";
import type { Column } from "./workload.ts";

const perSecond = (count: (result: Result) => number) => (result: Result) => count(result) / result.seconds;

const cpu = (name: string): Column => ({
  title: `${name} cores`,
  of: (result) => result.cpu[name] === undefined ? undefined : result.cpu[name] / result.seconds,
  digits: 2,
});
const CORES = ["server", "database", "redis", "generator"].map(cpu);

/** What was measured on this side of the generator. */
const more = (title: string, name: string, digits: number, isCost = false): Column => ({
  title,
  of: ({ more }) => more?.[name],
  digits,
  isCost,
});

const serverMiB = (title: string, at: 0 | 1): Column => ({
  title,
  of: ({ memory: { server } }) => server && server[at] / 1024,
  digits: 0,
});

export const DELIVERIES: Column[] = [
  { title: "deliveries/s", of: perSecond(({ delivered }) => delivered), digits: 0 },
  { title: "messages/s", of: perSecond(({ sent }) => sent), digits: 0 },
  { title: "delivery p50 ms", of: ({ delivery }) => delivery?.p50, digits: 1 },
  { title: "p99 ms", of: ({ delivery }) => delivery?.p99, digits: 1 },
  ...CORES,
];

export const LATENCY: Column[] = [
  { title: "delivery p99 ms", of: ({ delivery }) => delivery?.p99, digits: 1, isCost: true },
  { title: "p50 ms", of: ({ delivery }) => delivery?.p50, digits: 1 },
  { title: "ack p50 ms", of: ({ ack }) => ack?.p50, digits: 1 },
  { title: "ack p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  { title: "deliveries/s", of: perSecond(({ delivered }) => delivered), digits: 0 },
  ...CORES,
];

export const LARGE_ROOM: Column[] = [
  ...LATENCY.slice(0, 5),
  { title: "others' p99 ms", of: ({ beside }) => beside?.p99, digits: 1 },
  { title: "others' p99 ms before", of: ({ alone }) => alone?.p99, digits: 1 },
  { title: "times as long", of: ({ beside, alone }) => beside && alone && beside.p99 / alone.p99, digits: 2 },
  serverMiB("server MiB before", 0),
  serverMiB("after", 1),
  ...CORES,
];

export const REQUESTS: Column[] = [
  { title: "requests/s", of: perSecond(({ acked }) => acked), digits: 0 },
  { title: "p50 ms", of: ({ ack }) => ack?.p50, digits: 1 },
  { title: "p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  { title: "p99 ms at half of that", of: ({ half }) => half?.p99, digits: 1 },
  {
    title: "a core of the server",
    of: ({ acked, cpu: { server } }) => server === undefined ? undefined : acked / server,
    digits: 0,
  },
  ...CORES,
];

export const RETURNS: Column[] = [
  { title: "all exact after s", of: ({ seconds }) => seconds, digits: 2, isCost: true },
  { title: "one's p50 ms", of: ({ returned }) => returned?.p50, digits: 0 },
  { title: "p99 ms", of: ({ returned }) => returned?.p99, digits: 0 },
  { title: "messages", of: ({ delivered }) => delivered, digits: 0 },
  more("statements", "statements", 0),
  more("a person", "statements a person", 2),
  ...CORES,
];

export const DAY: Column[] = [
  { title: "delivery p99 ms", of: ({ delivery }) => delivery?.p99, digits: 1, isCost: true },
  { title: "ack p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  { title: "history page p99 ms", of: ({ pages }) => pages?.p99, digits: 1 },
  { title: "deliveries/s", of: perSecond(({ delivered }) => delivered), digits: 0 },
  { title: "typing signs/s", of: perSecond(({ typing }) => typing), digits: 0 },
  serverMiB("server MiB", 1),
  ...CORES,
];

export const STALLS: Column[] = [
  { title: "probe max ms", of: ({ probe }) => probe?.max, digits: 1, isCost: true },
  { title: "probe p99 ms", of: ({ probe }) => probe?.p99, digits: 1 },
  { title: "probe p50 ms", of: ({ probe }) => probe?.p50, digits: 1 },
  ...REQUESTS.slice(0, 3),
  ...CORES,
];

export const SENDS: Column[] = [
  { title: "sends/s", of: perSecond(({ acked }) => acked), digits: 0 },
  { title: "ack p50 ms", of: ({ ack }) => ack?.p50, digits: 1 },
  { title: "ack p99 ms", of: ({ ack }) => ack?.p99, digits: 1 },
  ...DELIVERIES.slice(0, 1),
  ...CORES,
];

export const STARTS: Column[] = [
  more("first answer ms", "first answer ms", 0, true),
  more("idle MB", "idle MB", 0),
];

export const connections = (count: number): Column[] => [
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
