// What somebody is still told of a conversation that is no longer theirs: how they lost it.

import type { Person } from "./person.ts";
import type { Room } from "./room.ts";

/** A conversation that somebody has lost. */
export interface Lost {
  id: string;
  /** of the conversation, by which they were out */
  rev: number;
}

const MOST_MS = 1_000;
const LOOK_MS = 20;

/**
 * The loss may be heard of before the change that it came with, above all by the poll: waits until the rooms have come to where the
 * person was out. A room drops them there by itself, so that nothing of later is handed over; and one that cannot be read keeps nobody.
 * @returns whether there was anything to wait for
 */
export async function lastWords(
  rooms: ReadonlyMap<string, Room>,
  person: Person,
  lost: readonly Lost[],
): Promise<boolean> {
  const isBehind = ({ id, rev }: Lost): boolean => {
    const room = rooms.get(id);
    return room !== undefined && room.people.has(person) && room.rev < rev;
  };
  const behind = lost.filter(isBehind);
  for (const { id, rev } of behind) rooms.get(id)?.expect(rev);
  for (let left = MOST_MS; left > 0 && behind.some(isBehind); left -= LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return behind.length > 0;
}
