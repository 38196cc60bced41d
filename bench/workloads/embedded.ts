// The embedded database, and starting.

import { atLeast, atMost } from "../aims.ts";
import { SENDS, STALLS, STARTS } from "../columns.ts";
import type { Page } from "../load.ts";
import type { World } from "../peers/peer.ts";
import { measureStart } from "../startup.ts";
import { EMBEDDED, PARLEY, type Sizes, WARM_UP_SECONDS, type Workload } from "../workload.ts";
import { groups, withHistory } from "../worlds.ts";

const BOTH = [PARLEY, EMBEDDED];
/** No stall may be longer. */
const STALL_MS = 20;

export const embedded = ({ seconds, embedded }: Sizes): Workload[] => {
  const plan = { opening: 64, warmup: WARM_UP_SECONDS, seconds } as const;
  const common = { instances: 1, isLong: true, only: BOTH } as const;
  const filled = (): World => ({ ...withHistory(groups(1, 50), embedded)(), isIndexed: true });
  const probed = { connections: 1, turn: true, probe: "/healthz", probeRate: 200 } as const;
  const stalls = {
    ...common,
    world: filled,
    plan: { ...plan, mode: "http", http: probed } as const,
    columns: STALLS,
    aims: [atMost("probe max ms", STALL_MS, EMBEDDED)],
  };
  return [
    {
      ...common,
      name: "sends",
      title: "Messages over sockets: 20 rooms of 10, 5 in flight a room",
      world: groups(20, 10),
      plan: { ...plan, mode: "chat", window: 5 },
      columns: SENDS,
      aims: [atLeast("sends/s", 2_000, EMBEDDED), atMost("ack p99 ms", 50, EMBEDDED)],
    },
    {
      ...stalls,
      name: "stall-history",
      title: `How long the event loop stops while pages of a conversation of ${
        embedded.toLocaleString("en")
      } are read: a probe 200 times a second`,
      asks: (world) => anywhere(world, embedded),
    },
    {
      ...stalls,
      name: "stall-search",
      title: `The same while ${embedded.toLocaleString("en")} messages are searched`,
      asks: searches,
    },
    {
      ...common,
      name: "start",
      title: `Start to the first answer, with ${embedded.toLocaleString("en")} messages, and memory when idle`,
      world: filled,
      plan: { ...plan, mode: "connect" },
      columns: STARTS,
      measure: measureStart,
      aims: [
        atMost("first answer ms", 1_500, EMBEDDED),
        atMost("first answer ms", 350, PARLEY),
        atMost("idle MB", 150, EMBEDDED),
        atMost("idle MB", 90, PARLEY),
      ],
    },
  ];
};

function anywhere({ rooms }: World, history: number): Page[] {
  return Array.from({ length: 1_000 }, () => {
    const before = 51 + Math.floor(Math.random() * (history - 51));
    const path = `/api/v1/messages/group/${rooms[0]!.id}?before=${before}`;
    return { path, room: 0, from: before - 50, to: before - 1, once: true };
  });
}

/** What is everywhere, what is in one message, the beginning of words, and a phrase. */
const SEARCHES = ["message", "some words", "0.77", "exam", '"with some words"', "s", "nothing like it"];

const searches = (): Page[] =>
  SEARCHES.map((text) => ({ path: `/api/v1/search/messages?q=${encodeURIComponent(text)}` }));
