// One lane of the writer: a queue of messages, one commit at a time. A message is acked (its promise resolves) only after its commit
// is known, and announced after that.

import type { MessageOutcome, MessageRow } from "../../db/messages.ts";
import { type Database, SqlError } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { mentionedNames } from "../protocol/mentions.ts";
import { onceFlushed } from "../turns.ts";
import { announceMessages } from "./announce.ts";
import { busy, databaseRefusal } from "./database_refusal.ts";
import { newId } from "./ids.ts";
import type { SendCommand, Sent } from "./writer.ts";
import { answer, reused } from "./writer_answers.ts";
import { storeBatch } from "./writer_store.ts";

/** One message on its way. */
export interface Pending {
  command: SendCommand;
  row: MessageRow;
  /** a commit that held it may have succeeded without our knowing */
  doubtful: boolean;
  resolve(sent: Sent): void;
  reject(error: unknown): void;
}

export const BATCH_MESSAGES = 512;
const QUEUE_MESSAGES = 20_000;
/** of all messages that wait in a lane */
const QUEUE_CHARS = 32 * 1024 * 1024;

export class Lane {
  #queue: Pending[] = [];
  #chars = 0;
  /** same conversation, sender and client_id, on its way: its repeats share the outcome instead of racing it */
  #known = new Map<string, { said: string; sent: Promise<Sent> }>();
  #running: Promise<void> | undefined;
  /** when the commit that is in flight began, by the process's monotonic clock, in ms; undefined: none is */
  commitBegan: number | undefined;
  /** when the first message of each batch that waits came: no clock is read for the others */
  #arrivals: number[] = [];

  constructor(readonly db: Database, readonly bus: Bus, readonly metrics: Metrics) {}

  get queued(): number {
    return this.#queue.length;
  }

  send(command: SendCommand): Promise<Sent> {
    if (command.clientId === undefined) return this.#enqueue(command);
    const key = `${command.conversationId} ${command.senderId} ${command.clientId}`;
    const known = this.#known.get(key);
    const said = saidBy(command);
    if (known !== undefined) {
      if (known.said !== said) return Promise.reject(reused());
      return known.sent.then((sent) => (this.metrics.counts.messages.repeated++, { ...sent, duplicate: true }));
    }
    const sent = this.#enqueue(command).finally(() => this.#known.delete(key));
    this.#known.set(key, { said, sent });
    return sent;
  }

  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #enqueue(command: SendCommand): Promise<Sent> {
    if (this.#queue.length >= QUEUE_MESSAGES || this.#chars > QUEUE_CHARS) return Promise.reject(busy());
    if (this.#queue.length % BATCH_MESSAGES === 0) this.#arrivals.push(performance.now());
    this.#chars += command.content.length;
    const sent = new Promise<Sent>((resolve, reject) => {
      this.#queue.push({ command, row: rowOf(command), doubtful: false, resolve, reject });
    });
    this.#running ??= this.#run();
    return sent;
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // the rest of this turn's frames belong into the first batch
    let tell = () => {};
    try {
      while (this.#queue.length > 0) {
        this.commitBegan = performance.now();
        const came = this.#arrivals.shift() ?? this.commitBegan;
        const committed = this.#commit(this.#next(), came);
        tell(); // of the batch before, while the database works on this one
        tell = await committed;
      }
    } finally {
      this.commitBegan = undefined;
      this.#running = undefined; // in the turn of the last look: what came in between would wait for the next message
      tell();
    }
  }

  #next(): Pending[] {
    const batch = this.#queue.splice(0, BATCH_MESSAGES);
    for (const { row } of batch) this.#chars -= row.content.length;
    return batch;
  }

  /**
   * Stores a batch; one that fails is halved, so that one bad message fails alone.
   * @returns what answers and announces it, once
   */
  async #commit(batch: Pending[], came: number): Promise<() => void> {
    try {
      const outcomes = await storeBatch(this.db, batch);
      return () => this.#tell(batch, outcomes, came);
    } catch (error) {
      if (batch.length === 1 || isOfAll(error)) return () => this.#refuse(batch, databaseRefusal(error) ?? error);
      const half = batch.length >> 1;
      (await this.#commit(batch.slice(0, half), came))();
      return await this.#commit(batch.slice(half), came);
    }
  }

  #refuse(batch: readonly Pending[], why: unknown): void {
    this.metrics.counts.messages.refused += batch.length;
    for (const pending of batch) pending.reject(why);
  }

  /** @param came when the first of them did, by the process's monotonic clock, in ms */
  #tell(batch: Pending[], outcomes: MessageOutcome[], came: number): void {
    const { messages, acknowledged, delivered } = this.metrics.batch;
    const passed = () => (performance.now() - came) / 1_000;
    try {
      onceFlushed(() => this.#settle(batch, outcomes), () => delivered.observe(passed()));
      messages.observe(batch.length);
      acknowledged.observe(passed());
    } catch (error) {
      this.#refuse(batch, error); // a fault of ours: it is stored, and whoever repeats it learns that
    }
  }

  #settle(batch: Pending[], outcomes: MessageOutcome[]): void {
    const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    const { messages } = this.metrics.counts;
    const stored: { pending: Pending; outcome: MessageOutcome }[] = [];
    for (const pending of batch) {
      const outcome = byId.get(pending.row.id);
      if (outcome === undefined) throw new Error("a message of the batch has no outcome");
      if (outcome.outcome === "stored") stored.push({ pending, outcome });
      else if (outcome.outcome === "duplicate") messages.repeated++;
      else messages.refused++;
      answer(pending, outcome);
    }
    messages.stored += stored.length;
    announceMessages(this.bus, stored);
  }
}

/** Whether it would fail as well without this message or that: halves would only wait as long again. */
const isOfAll = (error: unknown): boolean =>
  error instanceof SqlError && (error.kind === "connection" || error.kind === "busy");

/** What a repeat must say again. */
const saidBy = ({ content, attachments = [] }: SendCommand): string =>
  attachments.length === 0 ? content : `${attachments.join(" ")} ${content}`;

function rowOf(command: SendCommand): MessageRow {
  // A copy repeats what was said elsewhere: it calls nobody.
  const names = command.forwardedFrom === undefined ? mentionedNames(command.content) : [];
  return {
    conversation_id: command.conversationId,
    sender_id: command.senderId,
    id: newId(),
    client_id: command.clientId ?? null,
    content: command.content,
    message_type: command.messageType,
    reply_to: command.replyTo ?? null,
    forwarded_from: command.forwardedFrom ?? null,
    names: names.length === 0 ? undefined : names,
    attachments: command.attachments?.length ? command.attachments : undefined,
    kind: command.to === undefined ? "group" : "private",
  };
}
