// Talk in groups and pairs, beside the other systems.

import { atLeast, atLeastTimes, atLeastTimesBest, atMost, eachInstance, noMoreThanBest } from "../aims.ts";
import { DELIVERIES, LARGE_ROOM, LATENCY } from "../columns.ts";
import { GO, PARLEY, type Sizes, SOCKET_IO, WARM_UP_SECONDS, type Workload } from "../workload.ts";
import { groups, largeRoom, pairs } from "../worlds.ts";

const DURABLE = [GO, SOCKET_IO];

export const chat = ({ seconds, room }: Sizes): Workload[] => {
  const plan = { mode: "chat", opening: 64, warmup: WARM_UP_SECONDS, seconds } as const;
  return [
    {
      name: "fanout10",
      title: "Group fan-out: 10 rooms × 100 members, 10 messages in flight a room",
      world: groups(10, 100),
      plan: { ...plan, window: 10 },
      instances: 1,
      columns: DELIVERIES,
      aims: [atLeastTimes(6, GO), atLeastTimes(9, SOCKET_IO)],
    },
    {
      name: "fanout1",
      title: "Group fan-out: 10 rooms × 100 members, 1 message in flight a room",
      world: groups(10, 100),
      plan: { ...plan, window: 1 },
      instances: 1,
      columns: DELIVERIES,
      aims: [atLeastTimesBest(0.95, DURABLE)],
    },
    {
      name: "rate200",
      title: "Latency at a fixed 200 messages/s (19,800 deliveries/s): 10 rooms × 100 members",
      world: groups(10, 100),
      plan: { ...plan, rate: 200 },
      instances: 1,
      columns: LATENCY,
      aims: [noMoreThanBest(DURABLE)],
    },
    {
      name: "told200",
      title: "The same, each of the thousand devices telling once a second what it has got",
      world: groups(10, 100),
      plan: { ...plan, rate: 200, delivered: true },
      isLong: true,
      instances: 1,
      columns: LATENCY,
      only: [PARLEY],
    },
    {
      name: "pairs",
      title: "Private messages: 500 pairs in ping-pong",
      world: pairs(500),
      plan: { ...plan, window: 1 },
      instances: 1,
      columns: DELIVERIES,
      aims: [atLeastTimes(8, GO), atLeastTimes(3.5, SOCKET_IO)],
    },
    {
      name: "room5000",
      title: `One room of ${room.toLocaleString("en")} at 20 messages/s, ten rooms of 20 beside it`,
      world: largeRoom(room, 20, 0),
      plan: { ...plan, quiet: seconds },
      isLong: true,
      instances: 1,
      columns: LARGE_ROOM,
      aims: [atMost("delivery p99 ms", 250), atMost("times as long", 2)],
    },
    {
      name: "stalled5000",
      title: "The same, while 20 % of the large room's members do not read",
      world: largeRoom(room, 20, 0.2),
      plan: { ...plan, quiet: seconds },
      isLong: true,
      instances: 1,
      columns: LARGE_ROOM,
      aims: [
        atMost("delivery p99 ms", 250),
        atMost("times as long", 2),
        atLeast("deliveries/s", 19 * (room * 0.8 - 1)),
      ],
    },
    {
      name: "instances2",
      title: "Two instances over Redis: 10 rooms × 100 members, 10 messages in flight a room",
      world: groups(10, 100),
      plan: { ...plan, window: 10 },
      isLong: true,
      instances: 2,
      columns: DELIVERIES,
      without: [GO, "ws", "nats-server", "ejabberd"],
      aims: [eachInstance(0.85, "fanout10", 2)],
    },
  ];
};
