// One's own deeds on their way: each is on screen at once and kept on this device, they are done one after the other in the order in which
// they were wished for, and wait for as long as the server cannot be reached. Of several about the same, the last wish wins.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { aboutOf, type Deed, merged, messageOf, parseDeed } from "../deed.ts";
import type { Storage } from "../storage.ts";

/** `later`: it is kept, and done when the connection is back */
export type Outcome = "done" | "later";

export interface DeedHost {
  /** Asks the server, and puts its answer in place. Rejects with the refusal. */
  perform(deed: Deed): Promise<void>;
  isOnline(): boolean;
  /** whether its message has not reached the server yet */
  isUnsent(id: string): boolean;
  /** whether the same may go well later */
  isPassing(error: unknown): boolean;
  /** nobody waits for it any more, who would tell */
  refused(deed: Deed, error: unknown): void;
}

interface Waiting {
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

interface Entry {
  /** its place in the order, and its name on this device */
  n: number;
  deed: Deed;
  waiting: Waiting[];
}

const PREFIX = "queue.";
const PAUSE_MS = 2_000;
const NONE: readonly Deed[] = [];

export class Deeds {
  readonly #all = signal<readonly Entry[]>([]);
  #running: Entry | undefined;
  #flushing: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** what the server calls the messages that were sent from here, by client_id: a wish may be older than its message's name */
  readonly #names = new Map<string, { id: string; conversation_id: string }>();

  constructor(private readonly storage: Storage, private readonly host: DeedHost, private readonly pause = PAUSE_MS) {}

  readonly #byConversation: ReadonlySignal<ReadonlyMap<string, readonly Deed[]>> = computed(() =>
    Map.groupBy(this.#all.value.map((it) => it.deed), (it) => it.conversation_id)
  );

  /** Those of a conversation, in order. Reading it subscribes. */
  of = (conversationId: string): readonly Deed[] => this.#byConversation.value.get(conversationId) ?? NONE;

  /** Those about a message. Reading it subscribes. */
  about = (id: string): Deed[] => this.#all.value.map((it) => it.deed).filter((it) => messageOf(it) === id);

  /** The last wish about something, if it is still on its way. */
  peek = (about: string): Deed | undefined => this.#all.peek().findLast((it) => aboutOf(it.deed) === about)?.deed;

  /** Reads what the device has kept. */
  restore(): void {
    const kept = this.storage.keys(PREFIX).flatMap((key): Entry[] => {
      const deed = parseDeed(this.storage.get(key));
      return deed === undefined ? [] : [{ n: Number(key.slice(PREFIX.length)), deed, waiting: [] }];
    });
    this.#all.value = [...kept.sort((a, b) => a.n - b.n), ...this.#all.peek()];
  }

  /** Resolves once it is done, or as soon as it has to wait; rejects with a refusal, after the old state is shown again. */
  do(wished: Deed): Promise<Outcome> {
    const deed = "id" in wished ? { ...wished, ...this.#names.get(wished.id) } : wished;
    const about = aboutOf(deed);
    const before = this.#all.peek().find((it) => it !== this.#running && aboutOf(it.deed) === about);
    const wish = before === undefined ? deed : merged(before.deed, deed);
    if (before !== undefined) this.#drop(before);
    const entry: Entry = { n: this.#next(), deed: wish, waiting: before?.waiting ?? [] };
    this.#put(entry);
    const outcome = new Promise<Outcome>((resolve, reject) => entry.waiting.push({ resolve, reject }));
    if (this.host.isOnline() && !this.#isBlocked(entry)) void this.flush();
    else this.#settle(entry, (it) => it.resolve("later"));
    return outcome;
  }

  /** Does what waits, in order: after a welcome, or when a pause is over. Resolves when nothing is left, or all has to wait. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#flushing ??= this.#work();
  }

  async #work(): Promise<void> {
    await Promise.resolve(); // so that it is known to be at work before it can have ended
    let isPaused = false;
    for (let next = this.#first(); next !== undefined && !isPaused && this.host.isOnline(); next = this.#first()) {
      this.#running = next;
      isPaused = this.#isKept(next) ? await this.#perform(next) : this.#skip(next);
      this.#running = undefined;
    }
    this.#flushing = undefined;
    if (isPaused) this.#timer = setTimeout(() => void this.flush(), this.pause);
  }

  /** Its message has reached the server, which calls it `id`. */
  sent(clientId: string, id: string, conversationId: string): void {
    this.#names.set(clientId, { id, conversation_id: conversationId });
    for (const entry of this.#all.peek().filter((it) => messageOf(it.deed) === clientId)) {
      this.#drop(entry);
      if ("id" in entry.deed) this.#put({ ...entry, deed: { ...entry.deed, id, conversation_id: conversationId } });
    }
    if (this.host.isOnline()) void this.flush();
  }

  /** @param id of a message, or the client_id of one that was sent from here @returns its id, as far as it has one */
  nameOf = (id: string): string => this.#names.get(id)?.id ?? id;

  /** Its message was given up. */
  givenUp(clientId: string): void {
    for (const entry of this.#all.peek()) if (messageOf(entry.deed) === clientId) this.#drop(entry);
  }

  /** @returns whether it has to wait, and everything behind it */
  async #perform(entry: Entry): Promise<boolean> {
    try {
      await this.host.perform(entry.deed);
      this.#drop(entry);
      this.#settle(entry, (it) => it.resolve("done"));
    } catch (error) {
      if (this.host.isPassing(error)) {
        this.#settle(entry, (it) => it.resolve("later"));
        return true;
      }
      this.#drop(entry);
      if (entry.waiting.length === 0) this.host.refused(entry.deed, error);
      this.#settle(entry, (it) => it.reject(error));
    }
    return false;
  }

  /** Another window has done it: once more could undo what came after it. */
  #skip(entry: Entry): false {
    this.#drop(entry);
    this.#settle(entry, (it) => it.resolve("done"));
    return false;
  }

  #isKept = ({ n }: Entry): boolean => this.storage.get(PREFIX + n) !== null;

  #isBlocked = ({ deed }: Entry): boolean => this.host.isUnsent(messageOf(deed) ?? "");

  #first = (): Entry | undefined => this.#all.peek().find((it) => !this.#isBlocked(it));

  /** Behind all others, those of another window too. */
  #next = (): number =>
    1 + Math.max(0, ...this.storage.keys(PREFIX).map((key) => Number(key.slice(PREFIX.length)) || 0));

  #settle(entry: Entry, settle: (waiting: Waiting) => void): void {
    for (const waiting of entry.waiting.splice(0)) settle(waiting);
  }

  #put(entry: Entry): void {
    this.storage.set(PREFIX + entry.n, JSON.stringify(entry.deed));
    this.#all.value = [...this.#all.peek(), entry].sort((a, b) => a.n - b.n);
  }

  #drop(entry: Entry): void {
    this.storage.remove(PREFIX + entry.n);
    this.#all.value = this.#all.peek().filter((it) => it !== entry);
  }
}
