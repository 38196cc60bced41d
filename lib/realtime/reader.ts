// What the hub reads, from the services that read the same for everybody else.

import { sizeOf, subscribersOf } from "../../db/subscriptions.ts";
import { changedEntries } from "../services/conversations.ts";
import { changesEvent } from "../services/changes.ts";
import type { Deps } from "../services/deps.ts";
import type { HubReader } from "./hub.ts";

export function createReader(deps: Deps): HubReader {
  return {
    subscribers: (userIds) => subscribersOf(deps.db, userIds),
    personal: (userId, afterMeRev) => changedEntries(deps, userId, afterMeRev),
    changes: async (conversationId, afterRev) => {
      const [event, size] = await Promise.all([
        changesEvent(deps.db, conversationId, afterRev),
        sizeOf(deps.db, conversationId),
      ]);
      return { event, size };
    },
  };
}
