// Whether what is shown is what the server has. With each welcome what was missed is asked for, and what waited goes out.

import { computed, signal } from "@preact/signals";
import type { WelcomeFrame } from "../protocol/server_frames.ts";
import type { Chat, ChatSource } from "./chat.ts";
import { resume } from "./resume.ts";

/** All who come back to a server that was away would ask at once. */
const SPREAD_MS = 5_000;

export class Connection {
  /** it is gone */
  readonly isAway = computed(() => this.chat.socket.link.value.state !== "open" && (this.#wasLive || this.chat.isKept));
  /** connected, and everything that was missed is there */
  readonly isLive = signal(false);
  /** the list is there to its end as well */
  readonly isWhole = signal(false);
  #wasLive = false;
  #asking: ReturnType<typeof setTimeout> | undefined;

  /** @param restOfList where the list goes on that is not here yet; null: all of it is here */
  constructor(private readonly chat: Chat, private readonly source: ChatSource, public restOfList: string | null) {
    chat.socket.onWelcome = (welcome) => this.#welcomed(welcome);
    chat.socket.onPing = () => this.#ping();
    chat.conversations.onEpoch(() => void this.#anew().catch(() => {}));
  }

  async #welcomed(welcome: WelcomeFrame): Promise<void> {
    const { conversations, marks, opened, people, quoted, socket } = this.chat;
    this.isLive.value = false;
    conversations.welcomed();
    const isAgain = this.#wasLive || this.chat.isKept;
    const isOfOld = welcome.epoch === conversations.epoch && await resume(socket, conversations);
    if (!isOfOld) await this.#anew();
    this.#sendWhatWaited();
    if (this.#wasLive) quoted.refresh();
    this.isLive.value = this.#wasLive = true;
    await conversations.rest(this.restOfList);
    this.restOfList = null;
    this.isWhole.value = true;
    await opened.again();
    marks.confirmDelivery();
    people.know([await this.source.self()]);
    if (isAgain) this.#whoIsHere();
  }

  #sendWhatWaited(): void {
    const { deeds, drafts, goingOut, outbox } = this.chat;
    this.chat.sendStatus();
    // Another window may have been closed with what it could not send.
    outbox.restore();
    outbox.flush();
    goingOut.resume();
    void deeds.flush();
    drafts.flush();
  }

  /** Another database than what is held came from: outbox and drafts stay, the rest is loaded again. */
  async #anew(): Promise<void> {
    const list = await this.source.listPage();
    this.restOfList = list.next_cursor;
    this.chat.conversations.begin(list);
    await this.chat.opened.again();
  }

  /** Statuses take no `rev`, and no resume tells of them: whom the list and the open group show is read anew. */
  #whoIsHere(): void {
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined;
      Promise.all([this.source.listPage(), this.chat.opened.whoIsHere()]).catch(() => {});
    }, Math.random() * SPREAD_MS);
  }

  async #ping(): Promise<void> {
    const pong = await this.chat.socket.ask("pong", { type: "ping" });
    this.chat.conversations.expect(pong.heads, pong.me_rev);
  }
}
