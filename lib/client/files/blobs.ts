// The bytes of files on their way, kept by this browser so that they survive a reload: IndexedDB, for one person. Whoever is refused (a
// private window, a full disk) finds nothing there later.

export interface BlobShelf {
  put(key: string, blob: Blob): Promise<void>;
  get(key: string): Promise<Blob | undefined>;
  /** Forgets all but these. */
  only(keys: ReadonlySet<string>): Promise<void>;
}

const STORE = "blobs";

export function blobShelf(userId: string): BlobShelf {
  let opened: Promise<IDBDatabase> | undefined;
  const store = async (mode: IDBTransactionMode) =>
    (await (opened ??= open(`parley.files.${userId}`))).transaction(STORE, mode).objectStore(STORE);
  return {
    put: async (key, blob) => void await done((await store("readwrite")).put(blob, key)),
    get: async (key) => {
      const found: unknown = await done((await store("readonly")).get(key));
      return found instanceof Blob ? found : undefined;
    },
    only: async (keys) => {
      const all = await store("readwrite");
      for (const key of await done(all.getAllKeys())) if (!keys.has(String(key))) all.delete(key);
    },
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
