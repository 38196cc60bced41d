// The people of a deployment, spread over its instances by the load balancer, and their conversations. Seeded: the same each time.

import type { Random } from "../search/random.ts";
import { TIERS } from "./activity.ts";

export interface Conversation {
  /** a place in `TIERS` */
  tier: number;
  /** those of one instance stand together */
  members: Int32Array;
  /** instances that have members: which, and where theirs begin in `members`; one more at the end */
  instances: number[];
  starts: number[];
}

export interface World {
  people: number;
  instances: number;
  /** person → instance */
  home: Int32Array;
  conversations: Conversation[];
  /** person → conversations */
  of: Conversation[][];
}

/** @param home of each person, an instance; @param groups the members of each conversation, of the tier with that place */
export function worldOf(
  home: readonly number[] | Int32Array,
  instances: number,
  groups: readonly { tier: number; members: readonly number[] }[],
): World {
  const world: World = {
    people: home.length,
    instances,
    home: Int32Array.from(home),
    conversations: [],
    of: Array.from(home, () => []),
  };
  for (const { tier, members } of groups) {
    const conversation = placed(world, tier, members);
    world.conversations.push(conversation);
    for (const person of members) world.of[person]!.push(conversation);
  }
  return world;
}

function placed({ home }: World, tier: number, people: readonly number[]): Conversation {
  const members = Int32Array.from(people).sort((a, b) => home[a]! - home[b]! || a - b);
  const [instances, starts]: [number[], number[]] = [[], []];
  members.forEach((person, i) => {
    if (home[person] === instances.at(-1)) return;
    instances.push(home[person]!);
    starts.push(i);
  });
  return { tier, members, instances, starts: [...starts, members.length] };
}

/**
 * As many conversations of each tier as `TIERS` says, with members by chance. Sizes are evenly spread over the logarithm, so that a
 * small sample has the same ones as a large world.
 */
export function madeUp(random: Random, people: number, instances: number): World {
  const home = Int32Array.from({ length: people }, () => Math.floor(random() * instances));
  const groups = TIERS.flatMap(({ each, least, most }, tier) =>
    sizesOf(each * people, least, Math.min(most, people)).map((size) => ({ tier, members: some(random, people, size) }))
  );
  return worldOf(home, instances, groups);
}

/** @returns sizes from `least` to `most` that come to about `total` together */
export function sizesOf(total: number, least: number, most: number): number[] {
  const ratio = most / least;
  const mean = ratio <= 1 ? least : (most - least) / Math.log(ratio);
  const count = Math.max(1, Math.round(total / mean));
  return Array.from({ length: count }, (_, i) => Math.round(least * ratio ** ((i + 0.5) / count)));
}

function some(random: Random, people: number, size: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < size) chosen.add(Math.floor(random() * people));
  return [...chosen];
}
