// Pages and the API.

import { atLeast, atMost } from "../aims.ts";
import { REQUESTS } from "../columns.ts";
import type { Page } from "../load.ts";
import type { World } from "../peers/peer.ts";
import { PARLEY, type Sizes, WARM_UP_SECONDS, type Workload } from "../workload.ts";
import { groups, withHistory } from "../worlds.ts";

const LAST = 1_000;
const PAGE = 50;
const PAGES = 5_000;

export const pages = ({ seconds, history }: Sizes): Workload[] => {
  const plan = { mode: "http", opening: 64, warmup: WARM_UP_SECONDS, seconds } as const;
  const common = { instances: 1, isLong: true, columns: REQUESTS, only: [PARLEY] } as const;
  return [
    {
      ...common,
      name: "page",
      title: "The chat page with its last 50 messages, rendered for 16 people at a time",
      world: withHistory(groups(1, 50), LAST),
      asks: lastPage,
      plan: { ...plan, http: { connections: 16, turn: true, half: true } },
      aims: [atLeast("a core of the server", 1_500), atMost("p99 ms at half of that", 20)],
    },
    {
      ...common,
      name: "history",
      title: `A page of 50 messages over REST, 16 readers: anywhere in a conversation of ${
        history.toLocaleString("en")
      }, ten of which are in the table`,
      world: withHistory(groups(10, 50), history),
      asks: (world) => anywhere(world, history),
      plan: { ...plan, http: { connections: 16, turn: true, half: true } },
      aims: [atMost("p99 ms", 10)],
    },
    {
      ...common,
      name: "rest64",
      title: "Messages sent over REST by 64 writers in 10 groups",
      world: groups(10, 100),
      asks: ({ rooms }) => rooms.map(({ id }) => ({ path: `/api/v1/messages/group/${id}` })),
      plan: { ...plan, http: { connections: 64, say: true } },
      aims: [atLeast("requests/s", 4_000)],
    },
  ];
};

/** For each member in turn; nothing of it missing, and nothing else. */
const lastPage = ({ rooms }: World): Page[] =>
  rooms[0]!.members.map((who) => ({ path: `/c/${rooms[0]!.id}`, who, room: 0, from: LAST - PAGE + 1, to: LAST }));

/** Random pages of the first conversation, for random members. */
function anywhere({ rooms }: World, history: number): Page[] {
  const { id, members } = rooms[0]!;
  return Array.from({ length: PAGES }, (_, i) => {
    const before = PAGE + 1 + Math.floor(Math.random() * (history - PAGE));
    const path = `/api/v1/messages/group/${id}?before=${before}`;
    return { path, who: members[i % members.length]!, room: 0, from: before - PAGE, to: before - 1, once: true };
  });
}
