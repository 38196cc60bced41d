// The changes of a conversation, read once for all who ask from the same rev at the same time: after an instance has ended, everybody in
// a group comes back and asks for the same.

import { type ChangesRead, readChanges, type Viewer } from "../../db/changes.ts";
import type { Database } from "../../db/sql.ts";
import { together } from "../together.ts";

/** What one of those who asked may see of it. */
export interface Seen extends Viewer {
  /** messages that they have hidden */
  hidden: Set<string>;
  /** their own, by message, the first given first */
  reactions: Map<string, string[]>;
}

export interface SharedChanges {
  read: ChangesRead;
  /** by user, of those who asked; whoever is missing is not in the conversation, and is told nothing */
  seen: Map<string, Seen>;
}

export interface ChangesAsked {
  conversationId: string;
  viewerId: string;
  afterRev: number;
  /** rows */
  limit: number;
}

/** @returns undefined if there is no such conversation, or none of those who asked is in it */
export type ChangesReader = (asked: ChangesAsked) => Promise<SharedChanges | undefined>;

/** @param smallGroup members up to which marks are read */
export function changesReader(db: Database, smallGroup: number): ChangesReader {
  const keyOf = ({ conversationId, afterRev, limit }: ChangesAsked) => `${conversationId} ${afterRev} ${limit}`;
  return together(async (asked: ChangesAsked[]) => {
    const { conversationId, afterRev, limit } = asked[0]!;
    const viewerIds = [...new Set(asked.map((it) => it.viewerId))];
    const read = await readChanges(db, { conversationId, viewerIds, afterRev, limit, smallGroup });
    return read === undefined ? undefined : { read, seen: seenBy(read) };
  }, keyOf);
}

function seenBy({ viewers, hidden, mine }: ChangesRead): Map<string, Seen> {
  const seen = new Map(
    viewers.map((viewer): [string, Seen] => [viewer.user_id, { ...viewer, hidden: new Set(), reactions: new Map() }]),
  );
  for (const { user_id, message_id } of hidden) seen.get(user_id)?.hidden.add(message_id);
  for (const { user_id, message_id, emoji } of mine) {
    const given = seen.get(user_id)?.reactions;
    given?.set(message_id, [...given.get(message_id) ?? [], emoji]);
  }
  return seen;
}
