// The way out for files, as far as every page needs it: the tray, and how far what is on its way got. What uploads is a script of its own
// (`uploads.ts`), loaded with the first file.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { ErrorFrame } from "../../protocol/server_frames.ts";
import type { Storage } from "../storage.ts";
import type { Outbox, Pending } from "../stores/outbox.ts";
import { Tray } from "../stores/tray.ts";
import type { FileLimits } from "./judge.ts";
import type { Outgoing } from "./outgoing.ts";
import { type Transfer, Transfers } from "./transfers.ts";
import type { Uploads } from "./uploads.ts";

export class GoingOut {
  readonly tray: Tray;
  readonly transfers = new Transfers();
  /** addresses on this device of pictures that were sent from it, by the file's id: none is loaded again to be shown to who sent it */
  readonly own = new Map<string, string>();
  readonly #uploads = signal<Uploads | undefined>(undefined);
  #loading: Promise<Uploads> | undefined;
  /** files that were chosen and are not in the tray yet: what is sent meanwhile waits for them */
  coming: Promise<void> | undefined;

  /** messages whose files the server had no more */
  readonly #sentAgain = new Set<string>();

  constructor(
    private readonly me: string,
    private readonly outbox: Outbox,
    private readonly limits: FileLimits,
    storage: Storage,
  ) {
    this.tray = new Tray(storage);
  }

  /** undefined: not loaded yet. Reading it subscribes. */
  get uploads(): ReadonlySignal<Uploads | undefined> {
    return this.#uploads;
  }

  /** @throws if the script cannot be had */
  load(): Promise<Uploads> {
    this.#loading ??= this.#load().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** @param work puts them into the tray */
  comes(work: Promise<void>): Promise<void> {
    const coming = work.finally(() => {
      if (this.coming === coming) this.coming = undefined;
    });
    return this.coming = coming;
  }

  /** Goes on with what waits: after a reload, a reconnect, or when its author asks again. */
  resume(): void {
    // Of what is uploaded and not sent, the bytes are kept until it is.
    const waits = this.outbox.pending.peek().some((it) => it.attachments !== undefined);
    if (waits || this.tray.peekAll().length > 0 || this.#uploads.peek() !== undefined) {
      this.load().then((it) => it.resume(), () => {});
    }
  }

  /** Whether the tray has something to send. Reading it subscribes. */
  hasFiles = (where: string): boolean => this.tray.get(where).some(({ key }) => !isRefused(this.transfers.get(key)));

  /** The files of the tray become those of a message; what was refused stays. */
  take(where: string): Outgoing[] {
    this.tray.forgetGone(where);
    const files = this.tray.peek(where);
    const stays = ({ key }: Outgoing) => isRefused(this.transfers.peek(key));
    if (files.length > 0) this.tray.set(where, files.filter(stays));
    return files.filter((it) => !stays(it));
  }

  /**
   * A message is refused since something of it is not there. Of files that waited long for a connection, the server may have let go: then
   * they go up again, once, from what this device has kept of them.
   * @returns whether they do
   */
  again({ code, client_id = "" }: Pick<ErrorFrame, "code" | "client_id">): boolean {
    const files = this.outbox.find(client_id)?.attachments;
    if (code !== "not_found" || files === undefined || this.#sentAgain.has(client_id)) return false;
    this.#sentAgain.add(client_id);
    for (const { file: _, ...waiting } of files) this.outbox.fileChanged(waiting);
    this.resume();
    return true;
  }

  /** Its author wants it to be tried again. */
  retry({ attachments = [] }: Pending): void {
    for (const { key } of attachments) {
      if (isRefused(this.transfers.peek(key))) this.transfers.set(key, undefined);
    }
    this.resume();
  }

  async #load(): Promise<Uploads> {
    const { makeUploads } = await import("./make_uploads.ts");
    const { me, outbox, limits, tray, transfers, own } = this;
    return this.#uploads.value = makeUploads(me, { outbox, limits, tray, transfers, own });
  }
}

const isRefused = (transfer: Transfer | undefined): boolean => transfer?.state === "refused";
