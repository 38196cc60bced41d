// Calls whoever is not looking: one sound and one notification over all tabs, a notification a conversation, which goes when it was read
// on whatever device. Never for what is looked at, nor while one is busy. Loaded once the chat is live; it reads the stores only.

import { effect } from "@preact/signals";
import type { Dictionary } from "../../i18n/en.ts";
import type { Chat } from "../chat.ts";
import { inShort } from "../files/words.ts";
import { isLookedAt } from "../looked.ts";
import { fullName, titleOf } from "../names.ts";
import type { ConversationView } from "../../protocol/views.ts";
import type { Storage } from "../storage.ts";
import { targetOf } from "../target.ts";
import { type News, newsOf, stillCalls, type Told, toldOf } from "./news.ts";
import { popupPermission, showPopup } from "./popup.ts";
import { readAlertSettings } from "./settings.ts";
import { ring } from "./sound.ts";
import { Tabs } from "./tabs.ts";

export interface AlertsInput {
  chat: Chat;
  storage: Storage;
  t: Dictionary;
  /** milliseconds of the server's clock: what was said before is no news */
  since: number;
}

/** Between two sounds, over all tabs. */
const QUIET_MS = 2_000;
const BODY_MOST = 240;

export class Alerts {
  readonly #told = new Map<string, Told>();
  readonly #shown = new Map<string, { seq: number; close: () => void }>();
  readonly #tabs: Tabs;
  readonly #ended = new AbortController();
  /** it is to be offered once somebody sees it */
  #owesOffer = false;

  constructor(private readonly on: AlertsInput) {
    this.#tabs = new Tabs(`parley.${on.chat.me.id}`);
    const { signal } = this.#ended;
    for (const name of ["focus", "blur"]) addEventListener(name, this.#look, { signal });
    document.addEventListener("visibilitychange", this.#look, { signal });
    // What a page has shown goes with it.
    addEventListener("pagehide", () => this.#closeAll(), { signal });
    const stops = [effect(() => this.#look()), effect(() => this.#follow())];
    signal.addEventListener("abort", () => stops.forEach((stop) => stop()));
  }

  stop(): void {
    this.#ended.abort();
    this.#tabs.end();
    this.#closeAll();
  }

  /** Says what is looked at in this tab; and whoever looks can be offered something. */
  #look = (): void => {
    const { opened, conversations } = this.on.chat;
    const target = opened.target.value;
    const id = target === null ? undefined : conversations.at(target)?.entry.id;
    this.#tabs.looksAt(isLookedAt() ? id ?? null : null);
    if (this.#owesOffer && isLookedAt()) this.#offer();
  };

  #follow(): void {
    const { chat, since } = this.on;
    const all = chat.conversations.list.value;
    const news = all.flatMap((of) => newsOf(of, this.#told.get(of.entry.id), chat.me.id, since) ?? []);
    for (const of of all) this.#told.set(of.entry.id, toldOf(of));
    const entries = new Map(all.map(({ entry }) => [entry.id, entry]));
    for (const [id, { seq }] of this.#shown) if (!stillCalls(entries.get(id), seq)) this.#close(id);
    if (news.length > 0 && this.#tabs.leads) void this.#call(news);
  }

  async #call(all: readonly News[]): Promise<void> {
    const { chat, storage } = this.on;
    if (chat.people.all.peek().get(chat.me.id)?.status === "busy") return;
    const looked = await Promise.all(all.map(({ entry }) => this.#tabs.isLookedAt(entry.id)));
    const news = all.filter((_, i) => !looked[i]);
    if (news.length === 0) return;
    const { sound, popups, text } = readAlertSettings(storage);
    const isHeard = sound && await this.#ring();
    if (popups) await Promise.all(news.map((it) => this.#show(it, text, isHeard || !sound)));
    this.#owesOffer = true;
    this.#look();
  }

  /** @returns whether something is heard, now or a moment ago */
  async #ring(): Promise<boolean> {
    const { storage } = this.on;
    const now = Date.now();
    if (now - Number(storage.get("rang") ?? 0) < QUIET_MS) return true;
    storage.set("rang", String(now));
    return await ring();
  }

  async #show({ entry, message }: News, withText: boolean, silent: boolean): Promise<void> {
    const { chat, t } = this.on;
    const sender = message && chat.people.get(message.sender_id);
    const words = message === null || !withText ? "" : inShort(message, t);
    const body = words === "" ? t.alerts.newMessage : shortened(words);
    const close = await showPopup({
      tag: entry.id,
      title: titleOf(entry, chat.me.id, t.list.notes) || t.app.name,
      body: entry.type === "group" && sender && withText ? t.thread.arrived(fullName(sender), body) : body,
      href: `/c/${entry.id}`,
      silent,
    }, () => this.#open(entry));
    if (close === undefined) return;
    this.#shown.set(entry.id, { seq: message?.seq ?? entry.last_seq, close });
    // It may have been read while it was being shown.
    if (!stillCalls(chat.conversations.get(entry.id)?.entry, message?.seq ?? entry.last_seq)) this.#close(entry.id);
  }

  #open(entry: ConversationView): void {
    const target = targetOf(entry);
    focus();
    if (target !== undefined) this.on.chat.goTo(target);
  }

  /** The first time that somebody would have been called, they are offered it: the browser is asked at their click alone. */
  #offer(): void {
    const { chat, storage, t } = this.on;
    this.#owesOffer = false;
    if (popupPermission() !== "default" || storage.get("alerts.offered") !== null) return;
    storage.set("alerts.offered", "yes");
    const run = () => void Notification.requestPermission();
    chat.notices.say(t.alerts.offer, { action: { label: t.alerts.allow, run } });
  }

  #close(id: string): void {
    this.#shown.get(id)?.close();
    this.#shown.delete(id);
  }

  #closeAll(): void {
    for (const id of [...this.#shown.keys()]) this.#close(id);
  }
}

/** By characters, so that none is cut in two. */
const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= BODY_MOST ? text : `${characters.slice(0, BODY_MOST).join("")}…`;
};
