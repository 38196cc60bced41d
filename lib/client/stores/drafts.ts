// What was begun and not sent, by target: kept on this device at every key, and on the server a moment later, so that it is there on the
// other devices too. What was changed on two of them meanwhile is merged by the server; what is being typed is never overwritten.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Draft } from "../api.ts";
import { isObject } from "../incoming.ts";
import type { Storage } from "../storage.ts";

export interface DraftServer {
  /** undefined: there is no conversation yet, so that the draft is this device's alone */
  idOf(where: string): string | undefined;
  save(conversationId: string, draft: Draft): Promise<Draft>;
}

interface Local {
  text: string;
  /** of the server's draft that this one was made from */
  version: number;
  /** whether the server has it */
  isSaved: boolean;
}

const PREFIX = "draft.";
const PAUSE_MS = 1_500;
const NOTHING: Local = { text: "", version: 0, isSaved: true };

export class Drafts {
  readonly #texts = signal<ReadonlyMap<string, Local>>(new Map());
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #saving = new Set<string>();

  constructor(
    private readonly storage: Storage,
    private readonly server: DraftServer,
    private readonly pause = PAUSE_MS,
  ) {}

  /** For reading in an effect; the texts are `get`'s. */
  get all(): ReadonlySignal<ReadonlyMap<string, { text: string }>> {
    return this.#texts;
  }

  get = (where: string): string => this.#texts.value.get(where)?.text ?? "";

  /** Reads what the device has kept and the server has not; after hydration, since the server's HTML knows nothing of it. */
  restore(): void {
    for (const key of this.storage.keys(PREFIX)) {
      const where = key.slice(PREFIX.length);
      const kept = parse(this.storage.get(key));
      if (kept === undefined || this.#peek(where).isSaved === false) continue;
      this.#put(where, kept);
      this.#soon(where);
    }
  }

  set(where: string, text: string): void {
    if (text === this.#peek(where).text) return;
    this.#put(where, { ...this.#peek(where), text, isSaved: false });
    this.#soon(where);
  }

  /** The server's draft, as an entry of the list tells it. */
  entry(where: string, content: string, version: number): void {
    const held = this.#peek(where);
    if (version <= held.version || this.#saving.has(where)) return;
    if (held.isSaved) this.#put(where, { text: content, version, isSaved: true });
    else this.#soon(where);
  }

  /** Saves at once what waits: the connection is back, or the page goes. */
  flush(): void {
    for (const [where, { isSaved }] of this.#texts.peek()) if (!isSaved) void this.#save(where);
  }

  #peek = (where: string): Local => this.#texts.peek().get(where) ?? NOTHING;

  #soon(where: string): void {
    clearTimeout(this.#timers.get(where));
    this.#timers.set(where, setTimeout(() => void this.#save(where), this.pause));
  }

  async #save(where: string): Promise<void> {
    clearTimeout(this.#timers.get(where));
    const id = this.server.idOf(where);
    const { text, version, isSaved } = this.#peek(where);
    if (id === undefined || isSaved || this.#saving.has(where)) return;
    this.#saving.add(where);
    const saved = await this.server.save(id, { content: text, version }).catch(() => undefined);
    this.#saving.delete(where);
    // Not reached or refused: it stays on this device, and is tried again with the next key or connection.
    if (saved !== undefined) this.#saved(where, text, saved);
  }

  #saved(where: string, sent: string, { content, version }: Draft): void {
    const { text } = this.#peek(where);
    if (text === sent) return this.#put(where, { text: content, version, isSaved: true });
    this.#put(where, { text: rebased(text, sent, content), version, isSaved: false });
    this.#soon(where);
  }

  #put(where: string, local: Local): void {
    const texts = new Map(this.#texts.peek());
    texts.set(where, local);
    this.#texts.value = texts;
    if (local.isSaved) this.storage.remove(PREFIX + where);
    else this.storage.set(PREFIX + where, JSON.stringify({ text: local.text, version: local.version }));
  }
}

/** What was typed since `sent`, in the text that the server made of `sent` and of another device's. */
function rebased(text: string, sent: string, merged: string): string {
  if (merged === sent || merged === "") return text;
  // The server puts what it got last at the end; within another text it is there by chance.
  if (sent !== "" && merged.endsWith(`\n\n${sent}`)) return merged.slice(0, -sent.length) + text;
  return `${merged}\n\n${text}`;
}

/** What an older version or another program left there is no reason to fail. */
function parse(kept: string | null): Local | undefined {
  try {
    const value: unknown = JSON.parse(kept ?? "");
    if (!isObject(value) || typeof value.text !== "string" || typeof value.version !== "number") return undefined;
    return { text: value.text, version: value.version, isSaved: false };
  } catch {
    return undefined;
  }
}
