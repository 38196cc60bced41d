// Writes what the stores hold into the database: what changed since it was last written, a while after it did, in one transaction, so that
// it always shows one moment.

import { effect } from "@preact/signals";
import type { Language } from "../../i18n/language.ts";
import type { UserView } from "../../protocol/views.ts";
import type { Chat } from "../chat.ts";
import type { Conversation } from "../conversation.ts";
import { type Database, STORES } from "./database.ts";

/** Messages of a conversation, and conversations with their messages, the most recent ones; of the others what the list shows. */
const MESSAGES = 200;
export const WITH_MESSAGES = 50;
const PAUSE_MS = 1_000;

export class Writer {
  #conversations: ReadonlyMap<string, Conversation> = new Map();
  #people: ReadonlyMap<string, UserView> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly database: Database, private readonly chat: Chat, private readonly language: Language) {}

  /** From now on. @returns ends it */
  start(): () => void {
    const now = () => document.visibilityState === "hidden" && this.#write();
    const stopWatching = effect(() => {
      this.chat.conversations.truth.value;
      this.chat.people.all.value;
      this.#timer ??= setTimeout(() => this.#write(), PAUSE_MS);
    });
    document.addEventListener("visibilitychange", now);
    this.#write();
    return () => {
      stopWatching();
      document.removeEventListener("visibilitychange", now);
      this.stop();
    };
  }

  /** Nothing is written any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A full disk: what was last seen stays as it is.
    this.#writing = this.#writing.then(() => this.#stopped ? undefined : this.#store()).catch(() => {});
  }

  async #store(): Promise<void> {
    const { conversations, people, me, limits } = this.chat;
    const now = new Map(conversations.truth.peek().map((of, i) => [of.entry.id, i < WITH_MESSAGES ? of : listed(of)]));
    const known = people.all.peek();
    const transaction = this.database.transaction(STORES, "readwrite");
    const stores = { self: transaction.objectStore("self"), all: transaction.objectStore("conversations") };
    // Somebody signed out meanwhile: what is gone stays gone.
    if ((await stores.self.get("self"))?.me.id !== me.id) return this.stop();
    for (const id of await stores.all.getAllKeys()) if (!now.has(id)) void stores.all.delete(id);
    for (const [id, of] of now) if (this.#conversations.get(id) !== of) void stores.all.put(cut(of), id);
    for (const [id, person] of known) {
      if (this.#people.get(id) !== person) void transaction.objectStore("people").put(person, id);
    }
    const { epoch, meRev: me_rev } = conversations;
    void stores.self.put({ me: known.get(me.id) ?? me, limits, language: this.language, epoch, me_rev }, "self");
    await transaction.done;
    [this.#conversations, this.#people] = [now, known];
  }
}

const listed = (of: Conversation): Conversation => of.log === null ? of : { ...of, log: null, hasMore: true };

/** As much of it as is kept. */
function cut(of: Conversation): Conversation {
  const log = of.log?.slice(-MESSAGES) ?? null;
  return { ...of, log, hasMore: of.hasMore || (of.log?.length ?? 0) > MESSAGES, around: null };
}
