// The database of this browser in which the app keeps what was last seen, for one person: themselves and their list, the conversations
// as the stores hold them, and the people in them. The service worker deletes it by its name where the sign-in page is shown.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ChatState } from "../chat_state.ts";
import type { Conversation } from "../conversation.ts";
import type { Language } from "../../i18n/language.ts";
import type { UserView } from "../../protocol/views.ts";

/** Whose it all is, and the moment that it shows. */
export interface KeptSelf {
  me: ChatState["me"];
  limits: ChatState["limits"];
  language: Language;
  epoch: string;
  me_rev: number;
}

interface Schema extends DBSchema {
  self: { key: "self"; value: KeptSelf };
  conversations: { key: string; value: Conversation };
  people: { key: string; value: UserView };
}

export type Database = IDBPDatabase<Schema>;

export const STORES = ["self", "conversations", "people"] as const;
const NAME = "parley";
/** Of the shape of what is kept: what another one left is dropped, since the server has it. */
const SHAPE = 1;

/** @param onClosed somebody deletes the database, or a newer build changes it: nothing may be written any more */
export function openDatabase(onClosed: () => void): Promise<Database> {
  return openDB<Schema>(NAME, SHAPE, {
    upgrade: (database) => {
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      for (const name of STORES) database.createObjectStore(name);
    },
    blocking: (_current, _blocked, event) => {
      onClosed();
      if (event.target instanceof IDBDatabase) event.target.close();
    },
    terminated: onClosed,
  });
}
