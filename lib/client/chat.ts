// The stores of one person, wired to the socket and to each other. Made from the same values that the server rendered, so that the first
// screen needs no request.

import { effect, signal } from "@preact/signals";
import { Actions } from "./actions.ts";
import type { ChosenStatus, ConversationView, MessageView, UserView } from "../protocol/views.ts";
import type { ChatState, PageLimits } from "./chat_state.ts";
import { Connection } from "./connection.ts";
import { draftServer, type DraftSource, takeDrafts } from "./draft_link.ts";
import { beginWith } from "./first_screen.ts";
import { GoingOut } from "./files/going_out.ts";
import { receive } from "./frames.ts";
import { knowing } from "./knowing.ts";
import { Marks } from "./marks.ts";
import { Opened } from "./opened.ts";
import { Sending, sendPending } from "./sending.ts";
import { ServerClock } from "./server_clock.ts";
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
  readonly opened: Opened;
  readonly connection: Connection;
  /** does one of one's own deeds; the browser loads how, after the first screen */
  perform: (deed: Deed) => Promise<void> = () => Promise.reject(new Error("not there yet"));
  /** what was done without a connection and is refused now; the browser tells of it */
  onRefused: (deed: Deed, error: unknown) => void = () => {};
  /** whom one has blocked, or not, of those with whom there is no conversation that says so, as far as it is known */
  readonly blocked = signal<ReadonlyMap<string, boolean>>(new Map());
  /** it began with what this device had kept, since the server could not be reached */
  readonly isKept: boolean;
  /** chosen, and not sent yet */
  #status: ChosenStatus | undefined;
  /** Goes there, under its own address: the page's to say how. */
  goTo: (target: Target) => void = () => {};

  constructor(
    state: ChatState,
    from: ChatSource,
    host: SocketHost,
    storage: Storage,
    readonly clock: ServerClock = new ServerClock(),
  ) {
    this.me = state.me;
    this.limits = state.limits;
    this.isKept = state.kept !== undefined;
    this.socket = new ParleySocket(host, state.me.id);
    this.people = new People((id) => from.user(id), isPassing);
    const source = knowing(from, this.people);
    const { id: me } = state.me;
    this.deeds = new Deeds(storage, this.#deedHost());
    this.conversations = new Conversations(
      me,
      { ...source, changes: (...of) => this.#changes(...of) },
      undefined,
      (of) => foreseen(of, this.deeds.of(of.entry.id), me),
    );
    this.outbox = new Outbox(storage, (target, pending) => sendPending(this.socket, target, pending), clock.now);
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
    this.opened = new Opened(this.conversations, this.people, state.open?.target ?? null);
    beginWith(this, state);
    this.socket.onFrames = (frames) => receive(this, frames);
    this.connection = new Connection(this, source, state.list.next_cursor);
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

  /** How one appears to others from now on; without a connection, from when there is one. */
  setStatus(status: ChosenStatus): void {
    const me = this.people.get(this.me.id) ?? this.me;
    this.people.know([{ ...me, status }]);
    this.#status = status;
    this.sendStatus();
  }

  sendStatus(): void {
    const status = this.#status;
    if (status && this.socket.send({ type: "user_status", content: { status } })) this.#status = undefined;
  }

  know(entry: ConversationView): void {
    if (entry.peer !== undefined) this.people.know([entry.peer]);
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

  #changes = (conversation_id: string, after_rev: number, epoch: string) =>
    this.socket.ask("sync", { type: "sync", conversation_id, after_rev, epoch });
}
