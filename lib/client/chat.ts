// The stores of one person, wired to the socket: what each frame means to them, what is sent, what happens after a reconnect.
// Made from the same values that the server rendered, so that the first screen needs no request.

import { batch, effect, signal } from "@preact/signals";
import { assertNever } from "../protocol/errors.ts";
import type { AckFrame, ServerFrame, TypingFrame, WelcomeFrame } from "../protocol/server_frames.ts";
import type { ChosenStatus, ConversationView, UserView } from "../protocol/views.ts";
import type { GroupPage, MessagesPage } from "./api.ts";
import { withMarks } from "./conversation.ts";
import { isChange } from "./incoming.ts";
import { resume } from "./resume.ts";
import { ParleySocket, type SocketHost } from "./socket.ts";
import type { Storage } from "./storage.ts";
import { Conversations, type ListState } from "./stores/conversations.ts";
import { Drafts } from "./stores/drafts.ts";
import { Outbox, type Pending } from "./stores/outbox.ts";
import { People } from "./stores/people.ts";
import type { Source } from "./stores/source.ts";
import { Throttle } from "./stores/throttle.ts";
import { Typing } from "./stores/typing.ts";
import { addressOf, keyOfFrame, type Target, targetKey, targetOfKey } from "./target.ts";

/** A conversation that the server rendered open. */
export interface OpenPage {
  target: Target;
  page: MessagesPage;
  group?: GroupPage;
}

export interface ChatState {
  me: UserView;
  list: ListState;
  open: OpenPage | null;
  people: readonly UserView[];
  /** what was posted there without a script and refused, to be posted again */
  written?: string;
}

export type ChatSource = Omit<Source, "changes"> & {
  user(id: string): Promise<UserView>;
  /** oneself, as others see it at this moment */
  self(): Promise<UserView>;
};

/** Conversations whose arrival is confirmed after a connect, the most recent ones. */
const CONFIRMED = 50;

export class Chat {
  readonly me: UserView;
  readonly people: People;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly typing = new Typing();
  readonly socket: ParleySocket;
  /** connected, and everything that was missed is there */
  readonly isLive = signal(false);
  readonly #read: Throttle;
  readonly #delivered: Throttle;
  #open: Target | null = null;
  #restOfList: string | null;

  constructor(state: ChatState, private readonly source: ChatSource, host: SocketHost, storage: Storage) {
    this.me = state.me;
    this.#restOfList = state.list.next_cursor;
    this.socket = new ParleySocket(host);
    this.people = new People((id) => source.user(id));
    this.conversations = new Conversations(state.me.id, { ...source, changes: (...of) => this.#changes(...of) });
    this.outbox = new Outbox(storage, (target, pending) => this.#send(target, pending));
    this.drafts = new Drafts(storage);
    this.#read = new Throttle((conversation_id, seq) => this.socket.send({ type: "read", conversation_id, seq }));
    this.#delivered = new Throttle((conversation_id, seq) =>
      this.socket.send({ type: "delivered", conversation_id, seq })
    );
    this.#begin(state);
    this.socket.onFrames = (frames) => this.receive(frames);
    this.socket.onWelcome = (welcome) => void this.#welcomed(welcome).catch(() => {});
    this.socket.onPing = () => this.#ping();
    this.conversations.onEpoch = () => void this.#anew().catch(() => {});
  }

  /** In the browser, after hydration: what this device has kept, then the socket. */
  start(): void {
    this.people.start();
    effect(() => this.#settleOutbox());
    this.drafts.restore();
    this.outbox.restore();
    this.socket.connect();
  }

  /** Shows a conversation: its messages are loaded unless held, and those of a group its members. */
  async open(target: Target | null): Promise<void> {
    this.#open = target;
    if (target === null) return;
    await this.conversations.open(target);
    if (target.kind !== "group" || this.conversations.at(target)?.members) return;
    this.people.know((await this.conversations.members(target.id)).map((it) => it.user));
  }

  write(target: Target, content: string): void {
    this.outbox.add(target, content);
    this.drafts.set(targetKey(target), "");
    this.typing.sent(targetKey(target));
  }

  isTyping(target: Target): void {
    if (!this.typing.isDue(targetKey(target), Date.now())) return;
    this.socket.send({ type: "typing", typing: true, ...addressOf(target) });
  }

  /** How one appears to others from now on. */
  setStatus(status: ChosenStatus): void {
    const me = this.people.get(this.me.id) ?? this.me;
    if (this.socket.send({ type: "user_status", content: { status } })) this.people.know([{ ...me, status }]);
  }

  /** Everything up to `seq` was seen. */
  markRead(conversationId: string, seq: number): void {
    const entry = this.conversations.get(conversationId)?.entry;
    if (entry === undefined || seq <= entry.last_read_seq || !this.socket.isOpen) return;
    this.conversations.markRead(conversationId, seq);
    this.#read.push(conversationId, seq);
  }

  receive(frames: readonly ServerFrame[]): void {
    batch(() => {
      for (const frame of frames) this.#one(frame);
    });
  }

  #begin({ list, open, people, written }: ChatState): void {
    this.conversations.begin(list);
    this.people.know([this.me, ...people, ...list.conversations.flatMap((it) => it.peer ?? [])]);
    if (open === null) return;
    this.#open = open.target;
    if (written !== undefined) this.drafts.set(targetKey(open.target), written);
    const id = this.conversations.at(open.target)?.entry.id;
    if (id === undefined) return;
    this.conversations.place(id, open.page);
    if (open.group === undefined) return;
    this.people.know(open.group.members.map((it) => it.user));
    this.conversations.placeMembers(id, open.group.members, open.group.rev);
  }

  #one(frame: ServerFrame): void {
    if (isChange(frame)) return this.#change(frame);
    switch (frame.type) {
      case "ack":
        return this.#acked(frame);
      case "conversation_added":
      case "conversation_updated":
        this.#know(frame.content.conversation);
        this.conversations.entry(frame);
        if (frame.type === "conversation_added") this.#confirmDelivery();
        return this.#opened(frame.content.conversation);
      case "conversation_removed":
        return this.conversations.removed(frame);
      case "typing":
        return this.#typing(frame);
      case "read":
        if (frame.from === this.me.id) return this.conversations.ownMark(frame);
        return this.conversations.update(frame.conversation_id, (it) => withMarks(it, 0, frame.read_seq));
      case "delivered":
        if (frame.from === this.me.id) return;
        return this.conversations.update(frame.conversation_id, (it) => withMarks(it, frame.delivered_seq, 0));
      case "user_status":
        return this.people.status(frame);
      case "error":
        return this.outbox.refused(frame);
      case "system":
      case "sync":
      case "resumed":
      case "pong":
      case "ok":
        return;
      default:
        return assertNever(frame);
    }
  }

  #change(frame: Parameters<Conversations["change"]>[0]): void {
    this.conversations.change(frame);
    if (frame.type !== "private" && frame.type !== "group") return;
    this.typing.end(keyOfFrame(frame, this.me.id), frame.from);
    if (frame.from !== this.me.id) this.#delivered.push(frame.conversation_id, frame.seq);
  }

  #typing(frame: TypingFrame): void {
    const where = keyOfFrame(frame, this.me.id);
    if (frame.from === this.me.id) return;
    if (!frame.content.typing) this.typing.end(where, frame.from);
    else this.typing.begin(where, { id: frame.from, name: frame.content.username });
  }

  #acked(ack: AckFrame): void {
    const pending = ack.client_id === undefined ? undefined : this.outbox.find(ack.client_id);
    const target = pending && targetOfKey(pending.where);
    if (pending === undefined || target === undefined) return;
    const placed = this.conversations.acked(ack, {
      client_id: pending.client_id,
      content: pending.content,
      sender_id: this.me.id,
      receiver_id: target.kind === "private" ? target.id : null,
      group_id: target.kind === "group" ? target.id : null,
    });
    if (placed) this.outbox.drop(pending.client_id);
  }

  /** A message that is in its conversation is not pending any more, whichever way it got there. */
  #settleOutbox(): void {
    for (const { where, client_id } of this.outbox.pending.value) {
      const target = targetOfKey(where);
      const log = target && this.conversations.at(target)?.log;
      if (log?.some((it) => it.client_id === client_id)) this.outbox.drop(client_id);
    }
  }

  #send(target: Target, { client_id, content }: Pending): boolean {
    return target.kind === "private"
      ? this.socket.send({ type: "private", to: target.id, content, client_id })
      : this.socket.send({ type: "group", group_id: target.id, content, client_id });
  }

  async #welcomed(welcome: WelcomeFrame): Promise<void> {
    this.isLive.value = false;
    if (welcome.epoch !== this.conversations.epoch) await this.#anew();
    else if (!await resume(this.socket, this.conversations)) await this.#anew();
    this.outbox.flush();
    this.isLive.value = true;
    await this.conversations.rest(this.#restOfList);
    this.#restOfList = null;
    this.#confirmDelivery();
    this.people.know([await this.source.self()]);
  }

  /** What came while this device was away is here now: its authors see it as delivered. */
  #confirmDelivery(): void {
    const waiting = this.conversations.list.peek().filter(({ entry }) => entry.unread_count > 0);
    for (const { entry } of waiting.slice(0, CONFIRMED)) this.#delivered.push(entry.id, entry.last_seq);
  }

  /** Another database than what is held came from: outbox and drafts stay, the rest is loaded again. */
  async #anew(): Promise<void> {
    const list = await this.source.listPage();
    this.#restOfList = list.next_cursor;
    this.conversations.begin(list);
    for (const entry of list.conversations) this.#know(entry);
    await this.open(this.#open);
  }

  async #ping(): Promise<void> {
    const pong = await this.socket.ask("pong", { type: "ping" });
    this.conversations.expect(pong.heads, pong.me_rev);
  }

  async #changes(conversation_id: string, after_rev: number, epoch: string) {
    return await this.socket.ask("sync", { type: "sync", conversation_id, after_rev, epoch });
  }

  #know(entry: ConversationView): void {
    if (entry.peer !== undefined) this.people.know([entry.peer]);
  }

  /** What is on screen came to be, by its first message: its log begins here. */
  #opened(entry: ConversationView): void {
    const open = this.#open;
    if (open === null) return;
    if (this.conversations.at(open)?.entry.id !== entry.id) return;
    void this.open(open).catch(() => {});
  }
}
