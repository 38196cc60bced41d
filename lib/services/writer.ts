// The writer: group commit. What arrives while a commit is in flight goes into the next one, so that a batch is what piled up
// anyway and nothing waits for a timer. A few lanes by hash of the conversation: a hot row stalls its lane, not the instance.
// A message is acked (its promise resolves) only after its commit is known, and announced after that.

import {
  insertMessages,
  lockConversations,
  type MessageOutcome,
  type MessageRow,
  storedMessages,
} from "../../db/messages.ts";
import { type Database, SqlError } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { MessageType } from "../protocol/views.ts";
import { announceMessages } from "./announce.ts";
import { newId } from "./ids.ts";

export interface SendCommand {
  conversationId: string;
  senderId: string;
  /** the other person of a private conversation; undefined in a group */
  to: string | undefined;
  content: string;
  clientId: string | undefined;
  messageType: MessageType;
  replyTo: string | undefined;
  /** of a copy: the sender of the original */
  forwardedFrom?: string;
  /** the connection that gets the ack and no copy */
  origin: string | undefined;
}

export interface Sent {
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  created_at: string;
  duplicate: boolean;
}

export interface Writer {
  /**
   * Stores one message.
   * @returns after the commit
   * @throws ParleyError `not_found` `forbidden` (muted) `invalid_field` (reply) `client_id_reused` `overloaded` `storage_full`
   */
  send(command: SendCommand): Promise<Sent>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/** One message on its way. */
export interface Pending {
  command: SendCommand;
  row: MessageRow;
  /** a commit that held it may have succeeded without our knowing */
  doubtful: boolean;
  resolve(sent: Sent): void;
  reject(error: unknown): void;
}

const BATCH_MESSAGES = 512;
const QUEUE_MESSAGES = 20_000;
/** of all messages that wait in a lane */
const QUEUE_CHARS = 32 * 1024 * 1024;
const GIVE_UP_MS = 10_000;
const RETRY_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const busy = () => new ParleyError("overloaded", "Parley is busy. Please try again in a moment.", { retryAfter: 1 });

/** @param lanes how many transactions at a time (one connection each) */
export function createWriter(db: Database, bus: Bus, lanes: number): Writer {
  const queues = Array.from({ length: lanes }, () => new Lane(db, bus));
  return {
    send: (command) => queues[hash(command.conversationId) % lanes]!.send(command),
    idle: async () => void await Promise.all(queues.map((lane) => lane.idle())),
  };
}

/** The last eight hexadecimal digits of a UUIDv7 are random. */
const hash = (uuid: string): number => parseInt(uuid.slice(-8), 16);

class Lane {
  #queue: Pending[] = [];
  #chars = 0;
  /** same conversation, sender and client_id, on its way: its repeats share the outcome instead of racing it */
  #known = new Map<string, { content: string; sent: Promise<Sent> }>();
  #running: Promise<void> | undefined;

  constructor(readonly db: Database, readonly bus: Bus) {}

  send(command: SendCommand): Promise<Sent> {
    if (command.clientId === undefined) return this.#enqueue(command);
    const key = `${command.conversationId} ${command.senderId} ${command.clientId}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      if (known.content !== command.content) return Promise.reject(reused());
      return known.sent.then((sent) => ({ ...sent, duplicate: true }));
    }
    const sent = this.#enqueue(command).finally(() => this.#known.delete(key));
    this.#known.set(key, { content: command.content, sent });
    return sent;
  }

  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #enqueue(command: SendCommand): Promise<Sent> {
    if (this.#queue.length >= QUEUE_MESSAGES || this.#chars > QUEUE_CHARS) return Promise.reject(busy());
    this.#chars += command.content.length;
    const sent = new Promise<Sent>((resolve, reject) => {
      this.#queue.push({ command, row: rowOf(command), doubtful: false, resolve, reject });
    });
    this.#running ??= this.#run();
    return sent;
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // the rest of this turn's frames belong into the first batch
    try {
      while (this.#queue.length > 0) await this.#commit(this.#next());
    } finally {
      this.#running = undefined; // in the turn of the last look: what came in between would wait for the next message
    }
  }

  #next(): Pending[] {
    const batch = this.#queue.splice(0, BATCH_MESSAGES);
    for (const { row } of batch) this.#chars -= row.content.length;
    return batch;
  }

  /** Stores a batch; one that fails is halved, so that one bad message fails alone. */
  async #commit(batch: Pending[]): Promise<void> {
    try {
      this.#settle(batch, await this.#store(batch));
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(refusal(error));
      if (error instanceof SqlError && error.kind === "connection") {
        return batch.forEach((pending) => pending.reject(refusal(error)));
      }
      const half = batch.length >> 1;
      await this.#commit(batch.slice(0, half));
      await this.#commit(batch.slice(half));
    }
  }

  /** After a commit whose outcome is unknown, what was stored is looked up by its id, under the locks. */
  async #store(batch: Pending[]): Promise<MessageOutcome[]> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      const unknown = batch.some((pending) => pending.doubtful);
      try {
        return await storeOnce(this.db, batch.map((pending) => pending.row), unknown);
      } catch (error) {
        const again = error instanceof SqlError && (error.kind === "connection" || error.kind === "retry");
        if (!again || performance.now() > deadline) throw error;
        for (const pending of batch) pending.doubtful = true; // also when the batch is halved later
        await pause(RETRY_MS);
      }
    }
  }

  #settle(batch: Pending[], outcomes: MessageOutcome[]): void {
    const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    const stored: { pending: Pending; outcome: MessageOutcome }[] = [];
    for (const pending of batch) {
      const outcome = byId.get(pending.row.id);
      if (outcome === undefined) throw new Error("a message of the batch has no outcome");
      if (outcome.outcome === "stored") stored.push({ pending, outcome });
      answer(pending, outcome);
    }
    announceMessages(this.bus, stored);
  }
}

function storeOnce(db: Database, rows: MessageRow[], unknown: boolean): Promise<MessageOutcome[]> {
  const conversations = [...new Set(rows.map((row) => row.conversation_id))];
  return db.transaction(async (tx) => {
    const locked = lockConversations(tx, conversations);
    if (!unknown) return (await Promise.all([locked, insertMessages(tx, rows)]))[1];
    await locked;
    const before = await storedMessages(tx, rows.map((row) => row.id));
    const done = new Set(before.map((outcome) => outcome.id));
    return [...before, ...await insertMessages(tx, rows.filter((row) => !done.has(row.id)))];
  });
}

const rowOf = (command: SendCommand): MessageRow => ({
  conversation_id: command.conversationId,
  sender_id: command.senderId,
  id: newId(),
  client_id: command.clientId ?? null,
  content: command.content,
  message_type: command.messageType,
  reply_to: command.replyTo ?? null,
  forwarded_from: command.forwardedFrom ?? null,
  kind: command.to === undefined ? "group" : "private",
});

const reused = () =>
  new ParleyError(
    "client_id_reused",
    "This client_id was used for a message with another content in this conversation.",
  );

function answer(
  { command, resolve, reject }: Pending,
  { outcome, stored_id, seq, rev, created_at }: MessageOutcome,
): void {
  switch (outcome) {
    case "stored":
    case "duplicate":
      return resolve({
        id: stored_id,
        conversation_id: command.conversationId,
        seq,
        rev,
        created_at,
        duplicate: outcome === "duplicate",
      });
    case "reused":
      return reject(reused());
    case "not_member":
      return reject(new ParleyError("not_found", "This conversation does not exist, or is not yours to see."));
    case "muted":
      return reject(new ParleyError("forbidden", "You are muted in this group for now."));
    case "no_such_reply":
      return reject(
        new ParleyError("invalid_field", "reply_to: no such message in this conversation", {
          fields: { reply_to: "no such message in this conversation" },
        }),
      );
  }
}

/** What a client may read of a failure to store or to read: what is not the database's passes unchanged. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  if (error.kind === "storage_full") {
    return new ParleyError("storage_full", "There is no space left to store the message.", { retryAfter: 60 });
  }
  if (error.kind === "lock_timeout" || error.kind === "connection" || error.kind === "retry") return busy();
  return error;
}
