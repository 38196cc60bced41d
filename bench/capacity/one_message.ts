// What a single message makes, told once and confirmed by everybody: for planning by hand.

import { isSmall, noTally, tellMarks, tellMessages } from "./tally.ts";
import { societyOf, World } from "./world.ts";

/** @returns members, deliveries, marks, hints, frames of marks, rows written; each person on an instance of their own */
export function oneMessage(members: number): number[] {
  const conversation = { tier: 0, members: Array.from({ length: members }, (_, i) => i) };
  const world = new World(societyOf(members, [conversation]), members, conversation.members);
  const tally = noTally();
  tellMessages(tally, world, [{ conversation, sender: 0 }]);
  for (let i = 1; i < members; i++) tellMarks(tally, world, { conversation, delivered: 1, read: 0 });
  const hints = tally["published changes"] + tally["published marks"] + tally["published large marks"];
  // The message, its entry in the index with how far that has come, the conversation and its head; a mark, and in a small one its head.
  const rows = 5 + (isSmall(conversation) ? 2 : 1) * (members - 1);
  return [members, tally["frames message"], members - 1, hints, tally["frames mark"], rows];
}
