// People and their conversations, and a deployment of them: who is on which instance, where the load balancer put them. Seeded: the same
// each time.

import type { Random } from "../search/random.ts";
import { TIERS } from "./activity.ts";

export interface Conversation {
  /** a place in `TIERS` */
  tier: number;
  /** who is connected */
  members: readonly number[];
}

export interface Society {
  people: number;
  conversations: readonly Conversation[];
  /** person → conversations */
  of: readonly (readonly Conversation[])[];
}

export class World {
  readonly #spread = new Map<Conversation, number>();

  /** @param home of each person, an instance: 0 … `instances` − 1 */
  constructor(readonly society: Society, readonly instances: number, readonly home: readonly number[]) {}

  /** How many instances have members. */
  spreadOf(conversation: Conversation): number {
    const known = this.#spread.get(conversation);
    if (known !== undefined) return known;
    const spread = new Set(conversation.members.map((member) => this.home[member])).size;
    this.#spread.set(conversation, spread);
    return spread;
  }
}

export function societyOf(people: number, conversations: readonly Conversation[]): Society {
  const of = Array.from({ length: people }, (): Conversation[] => []);
  for (const conversation of conversations) for (const member of conversation.members) of[member]!.push(conversation);
  return { people, conversations, of };
}

/**
 * As many conversations of each tier as `TIERS` says, with members by chance. Sizes are evenly spread over the logarithm, so that a
 * small sample has the same ones as a large world.
 */
export function madeUp(random: Random, people: number): Society {
  const conversations = TIERS.flatMap(({ each, least, most }, tier) =>
    sizesOf(each * people, least, Math.min(most, people)).map((size) => ({ tier, members: some(random, people, size) }))
  );
  return societyOf(people, conversations);
}

/** Everybody is on any instance, as far as a balancer by the number of connections knows. */
export const spread = (random: Random, society: Society, instances: number): World =>
  new World(society, instances, Array.from(society.of, () => Math.floor(random() * instances)));

/** @returns sizes from `least` to `most` that come to about `total` together */
export function sizesOf(total: number, least: number, most: number): number[] {
  const count = Math.max(1, Math.round(total / meanSize(least, most)));
  return Array.from({ length: count }, (_, i) => Math.round(least * (most / least) ** ((i + 0.5) / count)));
}

/** Of sizes that are evenly spread over the logarithm. */
export const meanSize = (least: number, most: number): number =>
  most === least ? least : (most - least) / Math.log(most / least);

function some(random: Random, people: number, size: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < size) chosen.add(Math.floor(random() * people));
  return [...chosen];
}
