// Keeps what the chat shows on this device, for when there is no network: registers the service worker, takes back what was kept of
// conversations that were not opened yet this time, and from then on writes along. Loaded once the chat is there.

import { asset } from "fresh/runtime";
import type { Language } from "../../i18n/language.ts";
import * as api from "../api.ts";
import type { Chat } from "../chat.ts";
import { type Database, openDatabase, STORES } from "./database.ts";
import { forgetOthersWriting } from "./forget.ts";
import { WITH_MESSAGES, Writer } from "./writer.ts";

/** Called once everything is there. Where there are no service workers (plain HTTP), nothing could show what is kept. @returns ends it */
export async function keep(chat: Chat, language: Language): Promise<() => void> {
  await forgetOthersWriting(chat.me.id);
  if (!("serviceWorker" in navigator)) return () => {};
  // A refused registration (private windows, a server at another build) is tried again at the next start.
  void navigator.serviceWorker.register(asset("/sw.js")).catch(() => {});
  let end = () => {};
  const database = await openDatabase(() => end());
  await claim(database, chat, language);
  await adopt(database, chat).catch(() => {});
  const writer = new Writer(database, chat, language);
  end = () => writer.stop();
  return writer.start();
}

/** Makes the database this person's; another's goes. */
async function claim(database: Database, { me, limits, conversations }: Chat, language: Language): Promise<void> {
  const transaction = database.transaction(STORES, "readwrite");
  const self = await transaction.objectStore("self").get("self");
  if (self?.me.id !== me.id || self.epoch !== conversations.epoch) {
    for (const name of STORES) void transaction.objectStore(name).clear();
    const { epoch, meRev: me_rev } = conversations;
    void transaction.objectStore("self").put({ me, limits, language, epoch, me_rev }, "self");
  }
  await transaction.done;
}

/** What was kept is held again, as of now: so that what is written next still has it. */
async function adopt(database: Database, { conversations }: Chat): Promise<void> {
  const recent = conversations.truth.peek().slice(0, WITH_MESSAGES).filter((it) =>
    it.log === null && it.around === null
  );
  const kept = await Promise.all(recent.map(({ entry }) => database.get("conversations", entry.id)));
  const known = kept.filter((it) => it !== undefined && it.log !== null);
  if (known.length === 0) return;
  const hidden = await hiddenSince((await database.get("self", "self"))?.me_rev ?? 0, conversations.epoch);
  for (const of of known) if (of !== undefined) await conversations.adopt(of, hidden);
}

/** Hiding takes no `rev` of the conversation. */
async function hiddenSince(meRev: number, epoch: string): Promise<Set<string>> {
  const hidden = new Set<string>();
  for (let from = meRev, more = true; more;) {
    const changes = await api.listChanges(from, epoch);
    for (const id of changes.hidden) hidden.add(id);
    more = changes.has_more && changes.me_rev > from;
    from = changes.me_rev;
  }
  return hidden;
}
