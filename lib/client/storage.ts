// What this device keeps: small texts by key, for one person. Where the browser refuses (private windows, full disk) it is kept
// in memory, so that nothing above has to care.

export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** Keys that begin with `prefix`. */
  keys(prefix: string): string[];
}

export function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** localStorage below `parley.<userId>.`: two people who share a browser do not see each other's drafts. */
export function localStorageOf(userId: string): Storage {
  const root = `parley.${userId}.`;
  const memory = memoryStorage();
  const tried = <T>(attempt: () => T, otherwise: () => T): T => {
    try {
      return attempt();
    } catch {
      return otherwise();
    }
  };
  return {
    // What a full disk did not take is newer than what it has.
    get: (key) => memory.get(key) ?? tried(() => localStorage.getItem(root + key), () => null),
    set: (key, value) => {
      memory.set(key, value);
      tried(() => {
        localStorage.setItem(root + key, value);
        memory.remove(key);
      }, () => {});
    },
    remove: (key) => {
      memory.remove(key);
      tried(() => localStorage.removeItem(root + key), () => {});
    },
    keys: (prefix) => [
      ...tried(() => Object.keys(localStorage), () => [])
        .filter((key) => key.startsWith(root + prefix)).map((key) => key.slice(root.length)),
      ...memory.keys(prefix),
    ],
  };
}
