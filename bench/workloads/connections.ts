// Coming, being there, and coming back.

import { atLeast, atLeastTimes, atMost } from "../aims.ts";
import { connections, DAY, RETURNS } from "../columns.ts";
import type { Page, Result } from "../load.ts";
import type { Site, World } from "../peers/peer.ts";
import { GO, PARLEY, type Sizes, WARM_UP_SECONDS, type Workload } from "../workload.ts";
import { evenly, manyGroups, withHistory, withSpeakers } from "../worlds.ts";

/**
 * What is at rest looks so only after a while: the runtime gives back what the storm left behind when little has happened for 10 s. Then
 * every peer is asked once whether it is still there.
 */
const REST = { settle: 60, seconds: 30 };
/** Fewer are soon seen. */
const RESTING = 10_000;

/** What everybody holds of each conversation; the rest was missed. */
const HELD = 100;

export const connecting = (sizes: Sizes): Workload[] => [
  {
    name: "connect",
    title: `Connect storm: ${
      sizes.idle.toLocaleString("en")
    } people with a token, 64 at a time, each in 50 groups; then idle`,
    world: manyGroups(sizes.idle, 50),
    plan: { mode: "connect", opening: 64, ...sizes.idle < RESTING ? { seconds: 5 } : REST },
    instances: 1,
    columns: connections(sizes.idle),
    aims: [atLeastTimes(3, GO), atMost("KiB a connection", 34), atMost("idle server cores", 0.03)],
  },
  returning("reconnect", sizes, 20, "100 messages behind in 5 conversations"),
  returning("reconnect500", sizes, 100, "100 messages behind in each of 5 conversations"),
  mixedDay(sizes),
];

function returning(name: string, { returning }: Sizes, missed: number, what: string): Workload {
  return {
    name,
    title: `Reconnect storm: ${returning.toLocaleString("en")} people at once, each ${what}`,
    world: withHistory(evenly(returning, 5, 100), HELD + missed),
    plan: { mode: "resume", opening: returning, seconds: 0, resume: { held: HELD, until: HELD + missed }, drain: 60 },
    isLong: true,
    instances: 1,
    columns: RETURNS,
    aims: [atMost("all exact after s", 10), atLeast("messages", returning * 5 * missed)],
    only: [PARLEY],
    countsStatements: true,
  };
}

/** Messages at the beginning of each conversation of the day. */
const EARLIER = 1_000;

function mixedDay({ seconds, day }: Sizes): Workload {
  return {
    name: "day",
    title: `Mixed day: ${
      day.toLocaleString("en")
    } people in 10 groups of 50, 70 % only listening, every device telling once a second what it has got; a second, for 1,000 people: 50 messages, 50 typing, 100 read marks, 10 history pages`,
    world: withSpeakers(withHistory(evenly(day, 10, 50), EARLIER), 0.3),
    plan: {
      ...{ mode: "day", opening: 64, warmup: WARM_UP_SECONDS, seconds: 2 * seconds, rate: day / 20 },
      delivered: true,
      day: { typing: day / 20, reads: day / 10 },
      http: { turn: true, rate: day / 100, connections: 16 },
    },
    asks: earlierPages,
    isLong: true,
    instances: 1,
    columns: DAY,
    only: [PARLEY],
    inspect: unread,
  };
}

/** Random pages of every conversation, for random members. */
function earlierPages({ rooms }: World): Page[] {
  return Array.from({ length: 1_000 }, (_, i) => {
    const room = i % rooms.length;
    const { id, members } = rooms[room]!;
    const before = 51 + Math.floor(Math.random() * (EARLIER - 51));
    const who = members[i % members.length]!;
    return {
      path: `/api/v1/messages/group/${id}?before=${before}`,
      who,
      room,
      from: before - 50,
      to: before - 1,
      once: true,
    };
  });
}

/** Every mark that was said is stored. */
async function unread(site: Site, { people, rooms }: World, { marks = [] }: Result): Promise<string[]> {
  const wanted = marks.map(({ who, room, seq }) => ({ user: people[who]!, room: rooms[room]!.id, seq }));
  const missing = await site.unread?.(wanted);
  return missing ? [`${missing} of ${wanted.length} read marks are not stored`] : [];
}
