// The way out for files, as far as every page needs it: the tray, and how far what is on its way got. What uploads is a script of its own
// (`uploads.ts`), loaded with the first file.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Outbox, Pending } from "../stores/outbox.ts";
import { Tray } from "../stores/tray.ts";
import type { FileLimits } from "./judge.ts";
import { isUploaded, type Outgoing } from "./outgoing.ts";
import { type Transfer, Transfers } from "./transfers.ts";
import type { Uploads } from "./uploads.ts";

export class GoingOut {
  readonly tray = new Tray();
  readonly transfers = new Transfers();
  /** addresses on this device of pictures that were sent from it, by the file's id: none is loaded again to be shown to who sent it */
  readonly own = new Map<string, string>();
  readonly #uploads = signal<Uploads | undefined>(undefined);
  #loading: Promise<Uploads> | undefined;
  /** files that were chosen and are not in the tray yet: what is sent meanwhile waits for them */
  coming: Promise<void> | undefined;

  constructor(private readonly me: string, private readonly outbox: Outbox, private readonly limits: FileLimits) {}

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
    const waits = this.outbox.pending.peek().some((it) => !isUploaded(it.attachments));
    if (waits || this.#uploads.peek() !== undefined) this.load().then((it) => it.resume(), () => {});
  }

  /** Whether the tray has something to send. Reading it subscribes. */
  hasFiles = (where: string): boolean => this.tray.get(where).some(({ key }) => !isRefused(this.transfers.get(key)));

  /** The files of the tray become those of a message; what was refused stays. */
  take(where: string): Outgoing[] {
    const files = this.tray.peek(where);
    const stays = ({ key }: Outgoing) => isRefused(this.transfers.peek(key));
    if (files.length > 0) this.tray.set(where, files.filter(stays));
    return files.filter((it) => !stays(it));
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
