// One's own marks, as the server hears of them: what was seen, and what has arrived on this device. At most one of each a second.

import type { ParleySocket } from "./socket.ts";
import type { Conversations } from "./stores/conversations.ts";
import { Throttle } from "./stores/throttle.ts";

/** Conversations whose arrival is confirmed after a connect, the most recent ones. */
const CONFIRMED = 50;

export class Marks {
  readonly #read: Throttle;
  readonly #delivered: Throttle;

  /** @param later what was seen without a connection, or told to one that led nowhere any more */
  constructor(
    private readonly socket: ParleySocket,
    private readonly conversations: Conversations,
    private readonly later: (conversationId: string, seq: number) => void,
  ) {
    this.#read = new Throttle((conversationId, seq) => void this.#tell(conversationId, seq));
    this.#delivered = new Throttle((conversation_id, seq) => socket.send({ type: "delivered", conversation_id, seq }));
  }

  /** Everything up to `seq` was seen. */
  read(conversationId: string, seq: number): void {
    const entry = this.conversations.get(conversationId)?.entry;
    if (entry === undefined || seq <= entry.last_read_seq) return;
    if (!this.socket.isOpen) return this.later(conversationId, seq);
    this.conversations.markRead(conversationId, seq);
    this.#read.push(conversationId, seq);
  }

  /** The page is left: what waits goes now. */
  flush(): void {
    this.#read.flush();
  }

  /** Resolves once one's read mark is stored as far as it is shown. Rejects without a connection. */
  async settle(conversationId: string): Promise<void> {
    const seq = this.conversations.get(conversationId)?.entry.last_read_seq ?? 0;
    if (seq > 0) await this.socket.ask("ok", { type: "read", conversation_id: conversationId, seq });
  }

  /** It counts as read here already and is not told again: a half-open socket takes what it never delivers. */
  async #tell(conversationId: string, seq: number): Promise<void> {
    try {
      await this.socket.ask("ok", { type: "read", conversation_id: conversationId, seq });
    } catch (error) {
      if (error instanceof Error) this.later(conversationId, seq);
    }
  }

  /** Everything up to `seq` is here. */
  delivered(conversationId: string, seq: number): void {
    this.#delivered.push(conversationId, seq);
  }

  /** What came while this device was away is here now: its authors see it as delivered. */
  confirmDelivery(): void {
    const waiting = this.conversations.list.peek().filter(({ entry }) => entry.unread_count > 0);
    for (const { entry } of waiting.slice(0, CONFIRMED)) this.#delivered.push(entry.id, entry.last_seq);
  }
}
