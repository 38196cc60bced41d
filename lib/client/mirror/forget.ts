// Forgetting people on this device: what was kept of them, what they began to write, and what they had not sent.

import { deleteDB } from "idb";

/** A key of `localStorageOf`: whose, and of what. */
const OWNED = /^parley\.([^.]+)\.([a-z]+)\./;
const UNSENT = new Set(["outbox", "queue"]);

/** Everything of everybody. */
export async function forgetEverybody(): Promise<void> {
  forgetWritten(() => true);
  // Another window that is open keeps it from going for a moment, until it hears of it.
  await Promise.race([deleteDB("parley"), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

const PATIENCE_MS = 1_000;

/** What others than `me` began to write here or had not sent. */
export const forgetOthersWriting = (me: string): void => forgetWritten((id) => id !== me);

/** How much has not reached the server. */
export const unsentHere = (): number =>
  Object.keys(localStorage).filter((key) => UNSENT.has(OWNED.exec(key)?.[2] ?? "")).length;

function forgetWritten(isToGo: (userId: string) => boolean): void {
  for (const key of Object.keys(localStorage)) {
    const owner = OWNED.exec(key)?.[1];
    if (owner !== undefined && isToGo(owner)) localStorage.removeItem(key);
  }
}
