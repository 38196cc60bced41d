// What the hub reads, from the services that read the same for everybody else.

import { subscribersOf } from "../../db/subscriptions.ts";
import { changedEntries } from "../services/entries.ts";
import { repair } from "../services/changes.ts";
import type { Deps } from "../services/deps.ts";
import type { HubReader } from "./hub.ts";

export function createReader(deps: Deps): HubReader {
  return {
    subscribers: (userIds) => subscribersOf(deps.db, userIds),
    personal: (userId, afterMeRev) => changedEntries(deps, userId, afterMeRev),
    changes: (...wanted) => repair(deps, ...wanted),
    session: (sessionId) => deps.liveSessions.find(sessionId),
  };
}
