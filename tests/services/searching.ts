// What the tests of search stand on: a chat whose messages are indexed when a test says so, and searches that answer contents.

import type { Database } from "../../db/sql.ts";
import type { SearchMessagesQuery } from "../../lib/protocol/rest.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as search from "../../lib/services/search.ts";
import { Indexer } from "../../lib/services/search_index.ts";
import { unlimited } from "../../lib/services/rates.ts";
import { onBoth as onBothDatabases } from "../support/databases.ts";
import { type Chat, chatOn } from "./chat.ts";

export interface Searching extends Chat {
  /** Indexes all there is. */
  index(): Promise<void>;
  /** @returns the contents that a search finds, in its order */
  find(who: Actor, q: string, more?: Partial<SearchMessagesQuery>): Promise<string[]>;
  search(who: Actor, q: string, more?: Partial<SearchMessagesQuery>): ReturnType<typeof search.messages>;
}

export function searchingOn(db: Database): Searching {
  const chat = chatOn(db);
  const indexer = new Indexer({
    db,
    bus: chat.bus,
    onError: (error) => {
      throw error;
    },
  });
  const find = (who: Actor, q: string, more: Partial<SearchMessagesQuery> = {}) =>
    search.messages({ db, searches: unlimited }, who, { q, limit: 50, ...more });
  return {
    ...chat,
    index: async () => {
      while (await indexer.step());
    },
    search: find,
    find: async (who, q, more) => (await find(who, q, more)).results.map(({ message }) => message.content),
  };
}

/** One case on both databases, each fresh and migrated. */
export const onBoth = (name: string, test: (chat: Searching) => Promise<void>): void =>
  onBothDatabases(name, (db) => test(searchingOn(db)));
