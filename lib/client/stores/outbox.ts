// Messages that are written but not confirmed: on screen at once, kept on this device, sent again after every reconnect under the
// same client_id, gone when the server confirms them. The server makes sure that there is one message a client_id.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { ErrorFrame } from "../../protocol/server_frames.ts";
import { isUploaded, type Outgoing, parseOutgoing } from "../files/outgoing.ts";
import { isObject } from "../incoming.ts";
import { newClientId } from "../random.ts";
import type { Storage } from "../storage.ts";
import { type Target, targetKey, targetOfKey } from "../target.ts";

export interface Pending {
  client_id: string;
  /** a target's key */
  where: string;
  content: string;
  /** the id of the message that it answers */
  reply_to?: string;
  /** it waits until all of them are uploaded */
  attachments?: readonly Outgoing[];
  /** RFC 3339, about the server's time: for its place on screen only */
  created_at: string;
  /** it was on its way at least once, and may have arrived */
  tried?: true;
  /** why it was refused, in the server's words; undefined: it is still to be sent, or on its way */
  refused?: string;
  /** the same as a code */
  refused_code?: string;
}

const PREFIX = "outbox.";
/** The server is not able to right now: these are worth repeating unchanged. */
const PASSING = new Set(["rate_limited", "overloaded", "not_ready", "storage_full", "internal"]);
const PAUSE_MS = 2_000;

export class Outbox {
  readonly #pending = signal<readonly Pending[]>([]);
  #pausedUntil = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param send one frame; false if there is no open socket: it is tried again at the next `flush` */
  constructor(
    private readonly storage: Storage,
    private readonly send: (target: Target, pending: Pending) => boolean,
    private readonly now: () => number = Date.now,
  ) {}

  get pending(): ReadonlySignal<readonly Pending[]> {
    return this.#pending;
  }

  /** Reads what the device has kept; what is here already stays. */
  restore(): void {
    const here = new Set(this.#pending.value.map((it) => it.client_id));
    const kept = this.storage.keys(PREFIX).flatMap((key) => parse(this.storage.get(key)))
      .filter((it) => !here.has(it.client_id));
    this.#pending.value = [...kept, ...this.#pending.value].sort((a, b) => a.created_at < b.created_at ? -1 : 1);
  }

  add(target: Target, content: string, reply_to?: string, attachments: readonly Outgoing[] = []): Pending {
    const created_at = new Date(this.now()).toISOString();
    const answers = reply_to === undefined ? {} : { reply_to };
    const files = attachments.length === 0 ? {} : { attachments };
    const said = { content, ...answers, ...files };
    const pending: Pending = { client_id: newClientId(), where: targetKey(target), ...said, created_at };
    this.#keep(pending);
    this.#pending.value = [...this.#pending.value, pending];
    this.#try(pending);
    return pending;
  }

  /** Sends everything that waits, in order: after a welcome, or when a pause is over. */
  flush(): void {
    for (const pending of this.#pending.peek()) if (pending.refused === undefined) this.#try(pending);
  }

  find = (clientId: string): Pending | undefined => this.#pending.peek().find((it) => it.client_id === clientId);

  /** It is in the conversation, or its author has given it up. */
  drop(clientId: string): void {
    if (this.find(clientId) === undefined) return;
    this.storage.remove(PREFIX + clientId);
    this.#pending.value = this.#pending.value.filter((it) => it.client_id !== clientId);
  }

  retry(clientId: string): void {
    const pending = this.find(clientId);
    if (pending === undefined) return;
    const { refused: _, refused_code: __, ...again } = pending;
    this.#replace(again);
    this.#try(again);
  }

  /** A file as it is by now, in the message that waits for it; which goes out once it has all of them. */
  fileChanged(file: Outgoing): void {
    const holder = this.#pending.peek().find((it) => it.attachments?.some(({ key }) => key === file.key));
    const pending = holder && this.kept(holder.client_id);
    if (pending?.attachments === undefined) return;
    const attachments = pending.attachments.map((it) => it.key === file.key ? file : it);
    this.#replace({ ...pending, attachments });
    if (pending.refused === undefined && file.file !== undefined) this.#try({ ...pending, attachments });
  }

  /** The message as the device has it: another window may have sent it meanwhile (undefined), or uploaded its files. */
  kept = (clientId: string): Pending | undefined => parse(this.storage.get(PREFIX + clientId))[0];

  /** Every file of every message that the device has, whichever window wrote it. */
  keptFiles = (): Outgoing[] =>
    this.storage.keys(PREFIX).flatMap((key) => parse(this.storage.get(key))).flatMap((it) => it.attachments ?? []);

  /** Other words for what the server does not have. @returns false: there is no such message */
  rewrite(clientId: string, content: string): boolean {
    const pending = this.unstored(clientId);
    if (pending !== undefined) this.#replace({ ...pending, content });
    return pending !== undefined;
  }

  /** A message that never was on its way, from this window or another. */
  untried = (clientId: string): Pending | undefined => this.kept(clientId)?.tried ? undefined : this.find(clientId);

  /** A message that the server does not have: it never was on its way, was refused, or waits for its files (maybe again). */
  unstored(clientId: string): Pending | undefined {
    const { refused, attachments } = this.kept(clientId) ?? {};
    return refused !== undefined || !isUploaded(attachments) ? this.find(clientId) : this.untried(clientId);
  }

  /** An error frame that names a client_id: wait if it will pass, otherwise ask the author. */
  refused(frame: ErrorFrame): void {
    const pending = frame.client_id === undefined ? undefined : this.find(frame.client_id);
    if (pending === undefined) return;
    if (PASSING.has(frame.code)) this.#pause((frame.retry_after ?? 0) * 1_000 || PAUSE_MS);
    else this.#replace({ ...pending, refused: frame.error, refused_code: frame.code });
  }

  /** As the device has it: another window may have sent it, given it up or written it anew meanwhile. */
  #try({ client_id }: Pending): void {
    const pending = this.kept(client_id);
    if (pending === undefined) return this.drop(client_id);
    const target = isUploaded(pending.attachments) ? targetOfKey(pending.where) : undefined;
    if (target === undefined || this.now() < this.#pausedUntil || !this.send(target, pending)) return;
    this.#replace({ ...pending, tried: true });
  }

  #pause(ms: number): void {
    clearTimeout(this.#timer);
    this.#pausedUntil = this.now() + ms;
    this.#timer = setTimeout(() => {
      this.#pausedUntil = 0;
      this.flush();
    }, ms);
  }

  #replace(pending: Pending): void {
    this.#keep(pending);
    this.#pending.value = this.#pending.value.map((it) => it.client_id === pending.client_id ? pending : it);
  }

  #keep = (pending: Pending) => this.storage.set(PREFIX + pending.client_id, JSON.stringify(pending));
}

/** What an older version or another program left there is no reason to fail. */
function parse(text: string | null): Pending[] {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (!isObject(value)) return [];
    const { client_id, where, content, created_at, reply_to, refused, refused_code } = value;
    const attachments = parseOutgoing(value.attachments);
    if (typeof client_id !== "string" || typeof where !== "string") return [];
    if (typeof content !== "string" || typeof created_at !== "string") return [];
    const answers = typeof reply_to === "string" ? { reply_to } : {};
    const files = attachments.length === 0 ? {} : { attachments };
    const code = typeof refused_code === "string" ? { refused_code } : {};
    const why = typeof refused === "string" ? { refused, ...code } : {};
    const tried = value.tried === true ? { tried: true as const } : {};
    return [{ client_id, where, content, created_at, ...answers, ...files, ...tried, ...why }];
  } catch {
    return [];
  }
}
