// Reads of the same thing by many are made one after the other, each for all who asked since the last one began: however many ask, one is
// under way. It keeps nothing: nobody is answered from before they asked. It knows neither SQL nor what is read.

import { setImmediate } from "node:timers";

/** Those who have asked, and the answer to all of them. */
interface Next<A, V> {
  askers: A[];
  found: Promise<V>;
}

/**
 * @param load one read for all these askers, who have one key
 * @param keyOf what two who are answered by one read have in common
 * @returns asks; rejects with whatever `load` threw
 */
export function together<A, V>(
  load: (askers: A[]) => Promise<V>,
  keyOf: (asker: A) => string,
): (asker: A) => Promise<V> {
  const next = new Map<string, Next<A, V>>();
  const running = new Map<string, Promise<void>>();

  function begin(key: string, askers: A[]): Promise<V> {
    next.delete(key);
    const found = load(askers);
    const ended: Promise<void> = found.then(() => {}, () => {}).then(() => {
      if (running.get(key) === ended) running.delete(key);
    });
    running.set(key, ended);
    return found;
  }

  return (asker) => {
    const key = keyOf(asker);
    const before = next.get(key);
    if (before !== undefined) {
      before.askers.push(asker);
      return before.found;
    }
    const askers = [asker];
    // Not at once where none is under way: others of this turn of the event loop ask as well.
    const idle = running.get(key) ?? new Promise<void>((resolve) => void setImmediate(resolve));
    const found = idle.then(() => begin(key, askers));
    next.set(key, { askers, found });
    return found;
  };
}
