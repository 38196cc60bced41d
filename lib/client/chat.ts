// The stores of one person, wired to the socket: what is shown, and what happens after a reconnect. Made from the same values that the
// server rendered, so that the first screen needs no request.

import { computed, effect, signal } from "@preact/signals";
import { Actions } from "./actions.ts";
import type { WelcomeFrame } from "../protocol/server_frames.ts";
import type { ChosenStatus, ConversationView, MessageView, UserView } from "../protocol/views.ts";
import type { ChatState, PageLimits } from "./chat_state.ts";
import { draftServer, type DraftSource, takeDrafts } from "./draft_link.ts";
import { beginWith } from "./first_screen.ts";
import { GoingOut } from "./files/going_out.ts";
import { receive } from "./frames.ts";
import { Marks } from "./marks.ts";
import { resume } from "./resume.ts";
import { Sending, sendPending } from "./sending.ts";
import { ParleySocket, type SocketHost } from "./socket.ts";
import type { Storage } from "./storage.ts";
import { ComposingStore } from "./stores/composing.ts";
import { Conversations } from "./stores/conversations.ts";
import type { Deed } from "./deed.ts";
import { foreseen, foreseenPending } from "./foreseen.ts";
import { isPassing } from "./http.ts";
import { type DeedHost, Deeds } from "./stores/deeds.ts";
import { Drafts } from "./stores/drafts.ts";
import { Notices } from "./stores/notices.ts";
import { Outbox, type Pending } from "./stores/outbox.ts";
import { People } from "./stores/people.ts";
import { Quoted } from "./stores/quoted.ts";
import type { Source } from "./stores/source.ts";
import { Seen } from "./stores/seen.ts";
import { Typing } from "./stores/typing.ts";
import { addressOf, type Target, targetKey } from "./target.ts";

export type ChatSource = Omit<Source, "changes"> & DraftSource & {
  user(id: string): Promise<UserView>;
  /** oneself, as others see it at this moment */
  self(): Promise<UserView>;
  message(id: string): Promise<MessageView>;
};

export class Chat {
  readonly me: UserView;
  readonly limits: PageLimits;
  readonly people: People;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly goingOut: GoingOut;
  readonly drafts: Drafts;
  readonly deeds: Deeds;
  readonly typing = new Typing();
  readonly composing = new ComposingStore();
  readonly notices = new Notices();
  readonly seen: Seen;
  readonly quoted: Quoted;
  readonly actions: Actions;
  readonly socket: ParleySocket;
  readonly marks: Marks;
  readonly sending: Sending;
  /** does one of one's own deeds; the browser loads how, after the first screen */
  perform: (deed: Deed) => Promise<void> = () => Promise.reject(new Error("not there yet"));
  /** what was done without a connection and is refused now; the browser tells of it */
  onRefused: (deed: Deed, error: unknown) => void = () => {};
  /** the connection is gone */
  readonly isAway = computed(() => this.socket.link.value.state !== "open" && (this.#wasLive || this.isKept));
  /** connected, and everything that was missed is there */
  readonly isLive = signal(false);
  /** whom one has blocked, or not, of those with whom there is no conversation that says so, as far as it is known */
  readonly blocked = signal<ReadonlyMap<string, boolean>>(new Map());
  /** what is shown beside the list */
  readonly opened = signal<Target | null>(null);
  /** the list is there to its end as well */
  readonly isWhole = signal(false);
  /** it began with what this device had kept, since the server could not be reached */
  readonly isKept: boolean;
  /** Goes there, under its own address: the page's to say how. */
  goTo: (target: Target) => void = () => {};
  #wasLive = false;
  /** where the list goes on that is not here yet; null: all of it is here */
  restOfList: string | null;

  constructor(state: ChatState, private readonly source: ChatSource, host: SocketHost, storage: Storage) {
    this.me = state.me;
    this.limits = state.limits;
    this.isKept = state.kept !== undefined;
    this.restOfList = state.list.next_cursor;
    this.socket = new ParleySocket(host);
    this.people = new People((id) => source.user(id));
    const { id: me } = state.me;
    this.deeds = new Deeds(storage, this.#deedHost());
    this.conversations = new Conversations(
      me,
      { ...source, changes: (...of) => this.#changes(...of) },
      undefined,
      (of) => foreseen(of, this.deeds.of(of.entry.id), me),
    );
    this.outbox = new Outbox(storage, (target, pending) => sendPending(this.socket, target, pending));
    this.goingOut = new GoingOut(state.me.id, this.outbox, state.limits, storage);
    this.drafts = new Drafts(storage, draftServer(this.conversations, source));
    this.seen = new Seen(storage);
    this.quoted = new Quoted((id) => source.message(id));
    this.actions = new Actions(this.deeds, this.outbox, (pending) => this.discard(pending));
    this.marks = new Marks(this.socket, this.conversations, (id, seq) => this.#readLater(id, seq));
    this.sending = new Sending(me, this.outbox, this.conversations, (clientId, id, conversationId) => {
      this.deeds.sent(clientId, id, conversationId);
      this.composing.sent(clientId, id);
    });
    this.opened.value = state.open?.target ?? null;
    beginWith(this, state);
    this.socket.onFrames = (frames) => receive(this, frames);
    this.socket.onWelcome = (welcome) => this.#welcomed(welcome);
    this.socket.onPing = () => this.#ping();
    this.conversations.onEpoch(() => void this.#anew().catch(() => {}));
  }

  /** In the browser, after hydration: what this device has kept, then the socket. */
  start(): void {
    this.people.start();
    this.quoted.start();
    effect(() => this.sending.settle());
    this.drafts.restore();
    effect(() => takeDrafts(this.drafts, this.conversations.list.value.map((it) => it.entry)));
    this.outbox.restore();
    this.goingOut.tray.restore();
    this.goingOut.resume();
    this.deeds.restore();
    this.seen.restore();
    this.socket.connect();
  }

  /**
   * Shows a conversation: its messages are loaded unless held, and those of a group its members.
   * @param at the `seq` to begin at; left out: the first unread message, or the end
   */
  async open(target: Target | null, at?: number): Promise<void> {
    this.opened.value = target;
    if (target === null) return;
    await this.conversations.windows.enter(target, at);
    await this.#openMembers(target);
  }

  /** What is open is loaded where nothing of it is held. */
  async #reopen(): Promise<void> {
    const target = this.opened.peek();
    if (target === null || this.conversations.at(target) === undefined) return;
    await this.conversations.windows.open(target);
    await this.#openMembers(target);
  }

  async #openMembers(target: Target): Promise<void> {
    if (target.kind !== "group" || this.conversations.at(target)?.members) return;
    this.people.know((await this.conversations.windows.members(target.id)).map((it) => it.user));
  }

  /** Whether it is there and its messages are not. */
  isMissing(target: Target | null): boolean {
    const of = target === null ? undefined : this.conversations.at(target);
    return of !== undefined && of.log === null && of.around === null;
  }

  write(target: Target, content: string): void {
    const where = targetKey(target);
    const about = this.composing.all.peek().get(where);
    const answered = about?.kind === "reply" ? about.id : undefined;
    const pending = this.outbox.add(target, content, answered, this.goingOut.take(where));
    this.goingOut.uploads.peek()?.keep(pending);
    this.composing.set(where, undefined);
    this.drafts.set(where, "");
    this.typing.sent(where);
  }

  /** Sends again what was refused. */
  retry(pending: Pending): void {
    this.outbox.retry(pending.client_id);
    this.goingOut.retry(pending);
  }

  /** What was not sent is not to be sent. */
  discard(pending: Pending): void {
    this.outbox.drop(pending.client_id);
    this.deeds.givenUp(pending.client_id);
    this.goingOut.uploads.peek()?.forget(pending);
  }

  /** One's own messages that are not sent yet, as they are shown. Reading it subscribes. */
  waiting = (where: string): Pending[] =>
    this.outbox.pending.value.filter((it) => it.where === where)
      .flatMap((it) => foreseenPending(it, this.deeds.about(it.client_id)) ?? []);

  isTyping(target: Target): void {
    if (!this.typing.isDue(targetKey(target), Date.now())) return;
    this.socket.send({ type: "typing", typing: true, ...addressOf(target) });
  }

  /** How one appears to others from now on. */
  setStatus(status: ChosenStatus): void {
    const me = this.people.get(this.me.id) ?? this.me;
    if (this.socket.send({ type: "user_status", content: { status } })) this.people.know([{ ...me, status }]);
  }

  know(entry: ConversationView): void {
    if (entry.peer !== undefined) this.people.know([entry.peer]);
  }

  /** What is on screen came to be, by its first message: its log begins here. */
  appeared(entry: ConversationView): void {
    const open = this.opened.peek();
    if (open === null || this.conversations.at(open)?.entry.id !== entry.id) return;
    void this.#reopen().catch(() => {});
  }

  async #welcomed(welcome: WelcomeFrame): Promise<void> {
    this.isLive.value = false;
    if (welcome.epoch !== this.conversations.epoch) await this.#anew();
    else if (!await resume(this.socket, this.conversations)) await this.#anew();
    this.outbox.flush();
    this.goingOut.resume();
    void this.deeds.flush();
    this.drafts.flush();
    if (this.#wasLive) this.quoted.refresh();
    this.isLive.value = this.#wasLive = true;
    await this.conversations.rest(this.restOfList);
    this.restOfList = null;
    this.isWhole.value = true;
    if (this.isMissing(this.opened.peek())) await this.#reopen();
    this.marks.confirmDelivery();
    this.people.know([await this.source.self()]);
    if (this.isKept) await this.#whoIsHere();
  }

  /** Another database than what is held came from: outbox and drafts stay, the rest is loaded again. */
  async #anew(): Promise<void> {
    const list = await this.source.listPage();
    this.restOfList = list.next_cursor;
    this.conversations.begin(list);
    for (const entry of list.conversations) this.know(entry);
    await this.#reopen();
  }

  /** What this device had kept says nothing of who is here now. */
  async #whoIsHere(): Promise<void> {
    for (const entry of (await this.source.listPage()).conversations) this.know(entry);
  }

  #readLater(conversation_id: string, seq: number): void {
    void this.deeds.do({ kind: "read", seq, conversation_id, at: new Date().toISOString() }).catch(() => {});
  }

  #deedHost = (): DeedHost => ({
    perform: (deed) => this.perform(deed),
    isOnline: () => this.socket.isOpen,
    isUnsent: (id) => this.outbox.find(id) !== undefined,
    isPassing,
    refused: (deed, error) => this.onRefused(deed, error),
  });

  async #ping(): Promise<void> {
    const pong = await this.socket.ask("pong", { type: "ping" });
    this.conversations.expect(pong.heads, pong.me_rev);
  }

  #changes = (conversation_id: string, after_rev: number, epoch: string) =>
    this.socket.ask("sync", { type: "sync", conversation_id, after_rev, epoch });
}
