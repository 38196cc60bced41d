// What this browser has kept, as the state that the chat begins with.

import type { ChatState } from "../chat_state.ts";
import type { Language } from "../../i18n/language.ts";
import { openDatabase } from "./database.ts";

export interface Kept {
  state: ChatState;
  language: Language;
}

/** undefined: nothing is kept, or what is cannot be read. */
export async function readKept(): Promise<Kept | undefined> {
  try {
    const database = await openDatabase(() => {});
    const transaction = database.transaction(["self", "conversations", "people"]);
    const [self, conversations, people] = await Promise.all([
      transaction.objectStore("self").get("self"),
      transaction.objectStore("conversations").getAll(),
      transaction.objectStore("people").getAll(),
    ]);
    database.close();
    if (self === undefined) return undefined;
    const { me, limits, language, epoch, me_rev } = self;
    const list = { epoch, me_rev, next_cursor: null, conversations: conversations.map((it) => it.entry) };
    // Who is here now is not known.
    const away = people.map((it) => ({ ...it, status: "offline" as const }));
    return { language, state: { me, limits, list, people: away, open: null, kept: conversations } };
  } catch {
    return undefined;
  }
}
