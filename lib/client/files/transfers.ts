// How far each file on its way got, by its key on this device. What is not named is uploaded, or not begun.

import { signal } from "@preact/signals";
import type { ApiError } from "../http.ts";

export type Transfer =
  | { state: "waiting" }
  /** `sent`: 0 to 1 */
  | { state: "going"; sent: number }
  /** not reached, or not able right now: it is tried again by itself */
  | { state: "stalled" }
  /** `lost`: this browser did not keep it; `unreadable`: it was changed or removed on the device */
  | { state: "refused"; why: ApiError | "lost" | "unreadable" };

export class Transfers {
  readonly #all = signal<ReadonlyMap<string, Transfer>>(new Map());

  /** Reading it subscribes. */
  get = (key: string): Transfer | undefined => this.#all.value.get(key);

  peek = (key: string): Transfer | undefined => this.#all.peek().get(key);

  /** @param transfer undefined: uploaded, or given up */
  set(key: string, transfer: Transfer | undefined): void {
    const all = new Map(this.#all.peek());
    if (transfer === undefined) all.delete(key);
    else all.set(key, transfer);
    this.#all.value = all;
  }
}
