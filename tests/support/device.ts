// A device that stays exact, written from the wire contract alone ("How a client stays exact") and apart from our own client: what
// it shows at the end must equal what the server stores, whatever broke meanwhile. It resends what was not acked.

import type { Frame, Person } from "./person.ts";
import { Socket } from "./person.ts";
import { changedMessage, newMessage, shownMessage } from "./shown.ts";

interface Held {
  rev: number;
  /** by seq, as `shown.ts` has them */
  messages: Map<number, Frame>;
  waiting: Frame[];
  timer?: ReturnType<typeof setTimeout>;
}

const CHANGES = new Set([
  "private",
  "group",
  "message_updated",
  "group_member_added",
  "group_member_removed",
  "group_member_left",
  "group_member_updated",
  "group_updated",
  "group_deleted",
  "rev",
]);

export class Device {
  readonly conversations = new Map<string, Held>();
  /** client_id → what is still to be acked */
  readonly outbox = new Map<string, Record<string, unknown>>();
  /** client_id → its ack */
  readonly acks = new Map<string, Frame>();
  readonly refused: Frame[] = [];
  /** ids of messages that this person has hidden: one may be told of before the message itself */
  readonly hidden = new Set<string>();
  /** every message frame that arrived, however often */
  readonly received: Frame[] = [];
  socket: Socket | undefined;
  #stopped = false;
  #loop: Promise<void> | undefined;
  #epoch = "";
  #meRev = 0;

  /** @param urls instances to connect to, the first one that answers */
  constructor(readonly person: Person, public urls: string[]) {}

  start(): void {
    this.#loop = this.#run();
  }

  /** Drops the socket; the device comes back by itself. */
  drop(): void {
    this.socket?.ws.close();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.drop();
    await this.#loop;
    for (const held of this.conversations.values()) clearTimeout(held.timer);
  }

  /** Sends now and again until acked. */
  send(frame: Record<string, unknown> & { client_id: string }): void {
    this.outbox.set(frame.client_id, frame);
    if (this.socket?.closed === undefined) this.socket?.send(frame);
  }

  async #run(): Promise<void> {
    for (let i = 0; !this.#stopped; i++) {
      try {
        await this.#session(this.urls[i % this.urls.length]!);
      } catch {
        // not up yet: the next one
      }
      if (!this.#stopped) await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200));
    }
  }

  async #session(url: string): Promise<void> {
    const socket = await this.person.connect({ url });
    this.socket = socket;
    const closed = new Promise<void>((resolve) => socket.ws.addEventListener("close", () => resolve()));
    socket.onFrame = (frame) => this.#receive(frame);
    for (const frame of socket.frames.splice(1)) this.#receive(frame);
    if (this.#epoch !== socket.welcome.epoch) {
      this.#epoch = socket.welcome.epoch;
      this.#meRev = 0;
      this.conversations.clear();
    }
    await this.#catchUp(socket, url);
    for (const frame of this.outbox.values()) socket.send(frame);
    // A socket whose server was paused or killed may not say so: a missed heartbeat is an end as well.
    const beat = setInterval(() => socket.ask({ type: "ping" }, 8_000).catch(() => socket.ws.close()), 5_000);
    await closed;
    clearInterval(beat);
    this.socket = undefined;
  }

  async #catchUp(socket: Socket, url: string): Promise<void> {
    await this.#learnHidden(url);
    const { status, body } = await this.person.api("GET", "/conversations?limit=100", undefined, url);
    if (status !== 200) throw new Error(JSON.stringify(body));
    this.#meRev = body.me_rev;
    for (const entry of body.conversations) {
      const held = this.#held(entry.id);
      if (held.rev < entry.rev) await this.#sync(socket, entry.id);
    }
  }

  /** What was hidden while this device was away. */
  async #learnHidden(url: string): Promise<void> {
    for (let more = this.#meRev > 0; more;) {
      const path = `/conversations?after_me_rev=${this.#meRev}&epoch=${this.#epoch}&limit=100`;
      const { status, body } = await this.person.api("GET", path, undefined, url);
      if (status !== 200) throw new Error(JSON.stringify(body));
      for (const id of body.hidden) this.#hide(id);
      this.#meRev = body.me_rev;
      more = body.has_more;
    }
  }

  #hide(id: string): void {
    this.hidden.add(id);
    for (const { messages } of this.conversations.values()) {
      for (const [seq, message] of messages) if (message.id === id) messages.delete(seq);
    }
  }

  async #sync(socket: Socket, id: string): Promise<void> {
    const held = this.#held(id);
    for (let more = true; more;) {
      const answer = await socket.ask({ type: "sync", conversation_id: id, after_rev: held.rev, epoch: this.#epoch });
      if (answer.type !== "sync") return;
      for (const message of answer.messages) this.#place(held, shownMessage(message));
      held.rev = Math.max(held.rev, answer.rev);
      more = answer.has_more;
    }
    this.#drain(id);
  }

  #held(id: string): Held {
    const held = this.conversations.get(id) ?? { rev: 0, messages: new Map(), waiting: [] };
    this.conversations.set(id, held);
    return held;
  }

  #place(held: Held, message: Frame): void {
    if (this.hidden.has(message.id)) return;
    const present = held.messages.get(message.seq);
    if (present === undefined || present.rev <= message.rev) held.messages.set(message.seq, message);
  }

  #receive(frame: Frame): void {
    if (frame.type === "ack") {
      this.acks.set(frame.client_id, frame);
      const sent = this.outbox.get(frame.client_id);
      this.outbox.delete(frame.client_id);
      if (sent !== undefined && frame.duplicate === undefined) {
        this.#change({ ...sent, ...frame, type: sent.type, from: this.person.id });
      }
    } else if (frame.type === "error" && frame.client_id !== undefined) {
      const again = ["rate_limited", "overloaded", "not_ready", "internal"].includes(frame.code);
      const sent = this.outbox.get(frame.client_id);
      if (again && sent !== undefined) setTimeout(() => this.socket?.closed ?? this.socket?.send(sent), 200);
      else this.refused.push(frame), this.outbox.delete(frame.client_id);
    } else if (CHANGES.has(frame.type)) {
      if (frame.type === "private" || frame.type === "group") this.received.push(frame);
      this.#change(frame);
    } else if (frame.type === "conversation_removed") this.conversations.delete(frame.content.id);
    else if (frame.type === "conversation_added" || frame.type === "conversation_updated") this.#listed(frame);
  }

  /** What an entry that is new here already holds is told by no frame. */
  #listed({ type, me_rev, content: { conversation, hidden = [] } }: Frame): void {
    for (const id of hidden) this.#hide(id);
    this.#meRev = Math.max(this.#meRev, me_rev);
    if (type === "conversation_added" && this.#held(conversation.id).rev < conversation.rev) {
      this.#repair(conversation.id);
    }
  }

  #repair(id: string): void {
    const { socket } = this;
    if (socket !== undefined && socket.closed === undefined) this.#sync(socket, id).catch(() => {});
  }

  #change(frame: Frame): void {
    const held = this.#held(frame.conversation_id);
    if (frame.rev <= held.rev) return;
    held.waiting.push(frame);
    this.#drain(frame.conversation_id);
  }

  #update(held: Held, frame: Frame): void {
    this.#place(held, changedMessage(frame, held.messages.get(frame.message.seq), this.person.id));
  }

  #drain(id: string): void {
    const held = this.#held(id);
    held.waiting.sort((a, b) => a.rev - b.rev);
    while (held.waiting.length > 0) {
      const next = held.waiting[0];
      if (next.rev > held.rev) {
        if ((next.after_rev ?? next.rev - 1) > held.rev) break;
        if (next.type === "private" || next.type === "group") this.#place(held, newMessage(next));
        if (next.type === "message_updated") this.#update(held, next);
        held.rev = next.rev;
      }
      held.waiting.shift();
    }
    clearTimeout(held.timer);
    if (held.waiting.length === 0) return;
    held.timer = setTimeout(() => this.#repair(id), 1_000);
  }
}
