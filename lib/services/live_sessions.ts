// The one look-up that every request and every socket begins with: does this session live? All that ask in one turn of the event
// loop are answered by one query, and nothing is kept: a session that ended is refused by the next request.

import * as rows from "../../db/sessions.ts";
import type { Database } from "../../db/sql.ts";
import type { Clock } from "../clock.ts";
import { coalesce } from "../coalesce.ts";

export interface LiveSessions {
  /** @returns the session if it has neither ended nor run out, and its person's account is active */
  find(sessionId: string): Promise<rows.LiveSession | undefined>;
}

/** @param clock learns the database's time from every answer */
export function liveSessions(db: Database, clock: Clock): LiveSessions {
  const lookUp = coalesce(async (ids: string[]) => {
    const found = await rows.liveSessions(db, ids);
    if (found[0] !== undefined) clock.learn(found[0].now);
    return new Map(found.map((session) => [session.id, session]));
  });
  const writing = new Set<string>();
  /** Nobody waits for it, nor minds if it fails: it is for the list of sessions. */
  function noteUse(id: string): void {
    if (writing.has(id)) return;
    writing.add(id);
    rows.markUsed(db, id).catch(() => {}).finally(() => writing.delete(id));
  }
  return {
    async find(sessionId) {
      const session = await lookUp(sessionId);
      if (session?.stale) noteUse(sessionId);
      return session;
    },
  };
}
