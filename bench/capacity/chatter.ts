// What people say in some seconds, and the marks with which their clients answer: every device that gets a message confirms it, and
// whoever has the conversation on screen has read it, at most once a second and conversation (`lib/client/marks.ts`).

import { EVERY_MS } from "../../lib/services/marks.ts";
import { pick, type Random } from "../search/random.ts";
import { type Activity, TIERS } from "./activity.ts";
import type { Arrival, Batch } from "./group_commit.ts";
import type { MarksMoved, Said } from "./tally.ts";
import type { Conversation, World } from "./world.ts";

/** A message on its way to be stored. */
export type Message = Said & Arrival;

/** Marks of one conversation that moved at the same time. */
export interface Marked {
  at: number;
  conversation: Conversation;
  /** who got it last, and so how many it is that have it now */
  count: number;
  readers: number[];
}

/** A mark on its way to be stored. */
export interface MarkArrival extends Arrival {
  instance: number;
  conversation: Conversation;
  isRead: boolean;
}

/** How far apart devices answer the same message, in ms. */
const SPREAD_MS = 100;

/** A whole number that is `mean` on average, and next to it. */
export const about = (random: Random, mean: number): number => Math.floor(mean + random());

/** In the order of their times: evenly by chance, in conversations as the tiers share them. */
export function messagesOf({ society }: World, activity: Activity, seconds: number, random: Random): Message[] {
  const byTier = TIERS.map((_, tier) => society.conversations.filter((it) => it.tier === tier));
  const shares = TIERS.map(({ messages }, tier) => byTier[tier]!.length > 0 ? messages : 0);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const tierOf = (at: number) => shares.findIndex((share) => (at -= share) < 0);
  const count = about(random, activity.messages * society.people * seconds / 3_600);
  const times = Array.from({ length: count }, () => random() * seconds * 1_000).sort((a, b) => a - b);
  return times.map((at) => {
    const conversation = pick(random, byTier[Math.max(0, tierOf(random() * all))]!);
    const { members } = conversation;
    return { at, count: 1, conversation, sender: members[Math.floor(random() * members.length)]! };
  });
}

/** @returns the marks that follow from what was committed, and what each instance has to store of them */
export function marksOf(
  world: World,
  committed: readonly Batch<Message>[],
  random: Random,
): { marked: Marked[]; arrivals: MarkArrival[] } {
  const last = new Map<Conversation, number>();
  const [marked, arrivals]: [Marked[], MarkArrival[]] = [[], []];
  for (const { at, of } of committed.toSorted((a, b) => a.at - b.at)) {
    for (const { conversation, sender } of of) {
      const before = last.get(conversation) ?? -Infinity;
      if (at < before) continue; // the mark that is due says this, too
      const due = Math.max(at, before + EVERY_MS);
      last.set(conversation, due);
      const { onScreen } = TIERS[conversation.tier]!;
      const readers = conversation.members.filter((member) => member !== sender && random() < onScreen);
      const one = { at: due, conversation, count: conversation.members.length - 1, readers };
      marked.push(one);
      arrivals.push(...arrivalsOf(world, one, sender, random));
    }
  }
  return { marked, arrivals: arrivals.sort((a, b) => a.at - b.at) };
}

/** The server stores the first mark of somebody's second at once, what follows when the second is over. */
function* arrivalsOf(
  { home }: World,
  { at, conversation, readers }: Marked,
  sender: number,
  random: Random,
): Generator<MarkArrival> {
  const { members } = conversation;
  for (const member of members) {
    if (member === sender) continue;
    yield { at: at + random() * SPREAD_MS, count: 1, instance: home[member]!, conversation, isRead: false };
  }
  for (const reader of readers) {
    const later = at + EVERY_MS + random() * SPREAD_MS;
    yield { at: later, count: 1, instance: home[reader]!, conversation, isRead: true };
  }
}

/** What one transaction moved, by conversation and instance: a lane of a sample stands for several. */
export const movedBy = (batch: readonly MarkArrival[]): MarksMoved[] =>
  [...Map.groupBy(batch, ({ conversation }) => conversation)].flatMap(([conversation, all]) =>
    [...Map.groupBy(all, ({ instance }) => instance).values()].map((marks) => {
      const read = marks.filter(({ isRead }) => isRead).length;
      return { conversation, delivered: marks.length - read, read };
    })
  );
