// The indexer: follows every conversation by its rev and keeps what was said searchable, behind the messages' back. It is woken by
// what this instance announces and repaired by the heads, like the hub; one instance indexes at a time, any can take over.

import {
  advance,
  beginIndexing,
  type Behind,
  type ChangedMessage,
  changedMessages,
  conversationsBehind,
  dropIndexed,
  openSegment,
  putIndexed,
  settle,
} from "../../db/search_index.ts";
import type { Database, Sql } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import { vectorOf } from "./search_lexemes.ts";

export interface IndexerDeps {
  db: Database;
  bus: Bus;
  onError(error: unknown): void;
}

/**
 * Messages of a segment: what a search costs at most before it shows something, against how many it asks for what is rare. The
 * embedded database stops the event loop meanwhile.
 */
const SEGMENT = { own: 32_768, embedded: 4_096 };
/** Messages of one transaction. The embedded database has one connection: nobody may wait for it longer than some milliseconds. */
const BATCH = { own: 256, embedded: 8 };
/** What is said within this time is indexed together. */
const GATHER_MS = 150;
/** What other instances stored is found by looking. */
export const LOOK_MS = 1_000;
/** After a batch, so many times as long and a little more for everybody else: who talks does not wait for who searches. */
const BREATHS = { own: 3, embedded: 1 };
const BREATH_MS = 5;

export class Indexer {
  readonly #kind: "own" | "embedded";
  #since: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #stopped = false;

  constructor(readonly deps: IndexerDeps) {
    this.#kind = deps.db.embedded ? "embedded" : "own";
  }

  /** Begins at once with what is not indexed yet. */
  start(): void {
    this.deps.bus.subscribe({ wants: () => false, receive: (event) => event.kind === "changes" && this.#wake() });
    this.#schedule(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    if (this.#running === undefined) this.#schedule(GATHER_MS);
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), ms);
  }

  #run(): void {
    this.#isWoken = false;
    const began = performance.now();
    this.#running = this.step().catch((error) => void this.deps.onError(error)).then((more) => {
      this.#running = undefined;
      const breath = BREATHS[this.#kind] * (performance.now() - began) + BREATH_MS;
      this.#schedule(more === true ? breath : this.#isWoken ? GATHER_MS : LOOK_MS);
    });
  }

  /**
   * Indexes one batch.
   * @returns whether there may be more to do
   */
  async step(): Promise<boolean> {
    const size = BATCH[this.#kind];
    const { behind, next } = await conversationsBehind(this.deps.db, this.#since, size);
    if (behind.length > 0) {
      const isDone = await this.deps.db.transaction((tx) => indexBatch(tx, behind, size, SEGMENT[this.#kind]));
      if (!isDone || behind.length === size) return isDone !== undefined;
    }
    this.#since = next; // not before all that was found is done
    return false;
  }
}

/** @returns whether all of `behind` is indexed now; undefined: another instance is at it */
async function indexBatch(
  tx: Sql,
  behind: readonly Behind[],
  size: number,
  segment: number,
): Promise<boolean | undefined> {
  const [isMine, messages] = await Promise.all([beginIndexing(tx), changedMessages(tx, behind, size)]);
  if (!isMine) return undefined;
  const isGone = (message: ChangedMessage) => message.gone || message.message_type === "system";
  const kept = messages.filter((message) => !isGone(message)).map((message) => ({
    conversation_id: message.conversation_id,
    seq: message.seq,
    message_id: message.id,
    terms: vectorOf(message),
  }));
  const gone = messages.filter(isGone);
  if (gone.length > 0) await dropIndexed(tx, gone.map(({ conversation_id, seq }) => ({ conversation_id, seq })));
  if (kept.length > 0 && await putIndexed(tx, kept) >= segment) await openSegment(tx, segment);
  await Promise.all([settle(tx), advance(tx, reached(behind, messages, size))]);
  return messages.length < size;
}

/** How far each conversation has come: a batch that is full ends somewhere in the last one it has anything of. */
function reached(behind: readonly Behind[], messages: readonly ChangedMessage[], size: number) {
  const last = messages.length < size ? undefined : messages.at(-1);
  const end = last === undefined
    ? behind.length
    : behind.findIndex(({ conversation_id }) => conversation_id === last.conversation_id);
  const done = behind.slice(0, end).map(({ conversation_id, head_rev: rev }) => ({ conversation_id, rev }));
  return last === undefined ? done : [...done, { conversation_id: last.conversation_id, rev: last.rev }];
}
