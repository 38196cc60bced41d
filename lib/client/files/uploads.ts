// Uploads: a few at a time, of files in the tray as of those whose message waits in the outbox. What does not get through is tried again
// by itself, also after a reload; of several windows one uploads it. Loaded with the first file.

import { effect } from "@preact/signals";
import pLimit from "p-limit";
import type { FileView } from "../../protocol/views.ts";
import { ApiError } from "../http.ts";
import { newClientId } from "../random.ts";
import type { Outbox, Pending } from "../stores/outbox.ts";
import type { Tray } from "../stores/tray.ts";
import type { BlobShelf } from "./blobs.ts";
import { type FileLimits, judge, type Judged } from "./judge.ts";
import { kindOf } from "./kinds.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Post } from "./post.ts";
import type { Transfers } from "./transfers.ts";

/** Fewer than a browser's connections to one server: what is asked meanwhile still gets through. */
const AT_ONCE = 3;
const AGAIN_MS = 5_000;
/** Pictures that are still shown from this device once they are sent. */
const MOST_OWN = 30;

export interface UploadDeps {
  tray: Tray;
  outbox: Outbox;
  transfers: Transfers;
  /** addresses on this device, by the file's id */
  own: Map<string, string>;
  shelf: BlobShelf;
  post: Post;
  limits: FileLimits;
  /** a picture's size in pixels; undefined: it cannot be told */
  measure: (blob: Blob) => Promise<{ width: number; height: number } | undefined>;
  /** runs `work` in one window at a time */
  alone: (name: string, work: () => Promise<void>) => Promise<void>;
}

export class Uploads {
  readonly #slots = pLimit(AT_ONCE);
  readonly #blobs = new Map<string, Blob>();
  readonly #aborts = new Map<string, AbortController>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: UploadDeps) {
    // Bytes are kept until the message that has them is sent.
    let before = 0;
    effect(() => {
      const { length } = deps.outbox.pending.value;
      if (length < before) this.#tidy();
      before = length;
    });
  }

  /** The bytes of a file, for showing it; undefined: not read yet, or not kept. */
  blob = (key: string): Blob | undefined => this.#blobs.get(key);

  /** Takes files into the tray and begins. @returns what was not taken */
  add(where: string, files: readonly File[]): Judged<File>["refused"] {
    const { tray, limits } = this.deps;
    const before = tray.peek(where);
    const { taken, refused } = judge(files, before.length, limits);
    const added = taken.map((file): Outgoing => {
      const key = newClientId();
      this.#blobs.set(key, file);
      return { key, name: file.name, size: file.size, content_type: file.type };
    });
    tray.set(where, [...before, ...added]);
    for (const file of added) {
      void this.#measure(file);
      this.#queue(file.key);
      this.#keep(file);
    }
    return refused;
  }

  /** Gives a file up: it is not sent. */
  remove(key: string): void {
    this.deps.tray.drop(key);
    this.#stop(key);
  }

  retry(key: string): void {
    if (!this.#aborts.has(key)) this.#queue(key);
  }

  /** A message with these was written: it may wait longer for the connection than the server keeps what no message holds. */
  keep = ({ attachments = [] }: Pending): void => attachments.forEach((it) => this.#keep(it));

  /** A reload must not lose it. */
  #keep({ key }: Outgoing): void {
    const blob = this.#blobs.get(key);
    if (blob !== undefined) this.deps.shelf.put(key, blob).catch(() => {});
  }

  /** Its message was given up. */
  forget({ attachments = [] }: Pending): void {
    for (const { key } of attachments) this.#stop(key);
    this.#tidy();
  }

  /** Begins what is not on its way: after a reload, a reconnect, a while. */
  resume(): void {
    clearTimeout(this.#timer);
    for (const { key, file } of this.#all()) {
      const state = this.deps.transfers.peek(key)?.state;
      if (file === undefined && (state === undefined || state === "stalled")) this.#queue(key);
    }
    this.#tidy();
  }

  #queue(key: string): void {
    this.deps.transfers.set(key, { state: "waiting" });
    void this.#slots(() => this.deps.alone(`parley.upload.${key}`, () => this.#upload(key)));
  }

  async #upload(key: string): Promise<void> {
    const { outbox, transfers, shelf } = this.deps;
    const waiting = this.#messageOf(key);
    if (waiting !== undefined) {
      // Another window may have been quicker.
      const kept = outbox.kept(waiting.client_id);
      if (kept === undefined) return outbox.drop(waiting.client_id);
      const done = kept.attachments?.find((it) => it.key === key && it.file !== undefined);
      if (done !== undefined) return this.#done(done);
    }
    const file = this.#find(key);
    if (file === undefined || file.file !== undefined) return transfers.set(key, undefined);
    const blob = this.#blobs.get(key) ?? await shelf.get(key).catch(() => undefined);
    if (blob === undefined) return transfers.set(key, { state: "refused", why: "lost" });
    this.#blobs.set(key, blob);
    await this.#send(file, blob);
  }

  async #send({ key, name }: Outgoing, blob: Blob): Promise<void> {
    const { transfers, post } = this.deps;
    const abort = new AbortController();
    this.#aborts.set(key, abort);
    transfers.set(key, { state: "going", sent: 0 });
    try {
      const file = await post(blob, name, abort.signal, (sent) => transfers.set(key, { state: "going", sent }));
      const before = this.#find(key);
      if (before !== undefined) {
        this.#show(file, blob);
        this.#done({ ...before, file });
      }
    } catch (error) {
      if (!abort.signal.aborted) await this.#failed(key, blob, error);
    } finally {
      this.#aborts.delete(key);
      if (abort.signal.aborted) transfers.set(key, undefined);
    }
  }

  #show(file: FileView, blob: Blob): void {
    const { own } = this.deps;
    if (kindOf(file) !== "image") return;
    own.set(file.id, URL.createObjectURL(blob));
    const [oldest] = own;
    if (own.size <= MOST_OWN || oldest === undefined) return;
    own.delete(oldest[0]);
    URL.revokeObjectURL(oldest[1]);
  }

  #done(file: Outgoing): void {
    this.#put(file);
    this.deps.transfers.set(file.key, undefined);
    this.#tidy();
  }

  async #failed(key: string, blob: Blob, error: unknown): Promise<void> {
    const { transfers } = this.deps;
    if (!(error instanceof ApiError)) throw error;
    const isReadable = await blob.slice(0, 1).arrayBuffer().then(() => true, () => false);
    if (!isReadable) return transfers.set(key, { state: "refused", why: "unreadable" });
    if (!isPassing(error)) return transfers.set(key, { state: "refused", why: error });
    transfers.set(key, { state: "stalled" });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.resume(), AGAIN_MS);
  }

  async #measure({ key, ...file }: Outgoing): Promise<void> {
    const blob = this.#blobs.get(key);
    const size = kindOf(file) === "image" && blob !== undefined ? await this.deps.measure(blob) : undefined;
    const now = this.#find(key);
    if (now !== undefined && size !== undefined) this.#put({ ...now, ...size });
  }

  #stop(key: string): void {
    this.#aborts.get(key)?.abort();
    this.#blobs.delete(key);
    this.deps.transfers.set(key, undefined);
  }

  #put(file: Outgoing): void {
    this.deps.tray.replace(file);
    this.deps.outbox.fileChanged(file);
  }

  /** What nothing waits for any more is not kept. */
  #tidy(): void {
    const wanted = new Set(this.#all().map((it) => it.key));
    for (const key of this.#blobs.keys()) if (!wanted.has(key)) this.#blobs.delete(key);
    const { outbox, tray, shelf } = this.deps;
    shelf.only(new Set([...outbox.keptFiles().map((it) => it.key), ...tray.keptKeys()])).catch(() => {});
  }

  #all = (): Outgoing[] => [
    ...this.deps.tray.peekAll(),
    ...this.deps.outbox.pending.peek().flatMap((it) => it.attachments ?? []),
  ];

  #find = (key: string): Outgoing | undefined => this.#all().find((it) => it.key === key);

  #messageOf = (key: string): Pending | undefined =>
    this.deps.outbox.pending.peek().find((it) => it.attachments?.some((file) => file.key === key));
}

/** Not reached, asked to wait, or the server's own trouble: worth the same again. A full storage is not. */
const isPassing = ({ status, code }: ApiError): boolean =>
  status === 0 || status === 429 || (status >= 500 && code !== "storage_full");
