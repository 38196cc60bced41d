// Forgetting people on this device: what was kept of them, what they began to write, and what they had not sent.

import { deleteDB } from "idb";

/** A key of `localStorageOf`: whose, and of what. */
const OWNED = /^parley\.([^.]+)\.([a-z]+)\./;
const UNSENT = new Set(["outbox", "queue"]);

/** Everything of everybody, as far as this browser lets us: what it refuses keeps nobody from signing out. */
export async function forgetEverybody(): Promise<void> {
  forgetWritten(() => true);
  navigator.clearAppBadge?.().catch(() => {});
  const going = databasesOf(() => true).then((names) => Promise.all(names.map((name) => deleteDB(name)))).catch(
    () => {},
  );
  // Another window that is open keeps one from going for a moment, until it hears of it.
  await Promise.race([going, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

const PATIENCE_MS = 1_000;

/** What others than `me` began to write here or had not sent, and its files. */
export async function forgetOthersWriting(me: string): Promise<void> {
  forgetWritten((id) => id !== me);
  for (const name of await databasesOf((id) => id !== me)) if (name !== KEPT) void deleteDB(name);
}

/** What was last seen, and by person the bytes of files on their way. */
async function databasesOf(isToGo: (userId: string) => boolean): Promise<string[]> {
  const names = (await indexedDB.databases()).flatMap((it) => it.name ?? []);
  const isTheirs = (owner: string | undefined) => owner !== undefined && isToGo(owner);
  return names.filter((name) => name === KEPT || isTheirs(FILES_OF.exec(name)?.[1]));
}

const KEPT = "parley";
const FILES_OF = /^parley\.files\.(.+)$/;

/** How much has not reached the server. */
export const unsentHere = (): number =>
  Object.keys(localStorage).filter((key) => UNSENT.has(OWNED.exec(key)?.[2] ?? "")).length;

function forgetWritten(isToGo: (userId: string) => boolean): void {
  for (const key of Object.keys(localStorage)) {
    const owner = OWNED.exec(key)?.[1];
    if (owner !== undefined && isToGo(owner)) localStorage.removeItem(key);
  }
}
