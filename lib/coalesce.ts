// Many single look-ups of one turn of the event loop become one query. It keeps nothing: a look-up that begins in the next
// turn asks again, so nobody is answered from before they asked. It knows neither SQL nor what a key means.

import { setImmediate } from "node:timers";

type Load<K, V> = (keys: K[]) => Promise<Map<K, V>>;

/** The keys of one turn, and the answer to all of them. */
interface Turn<K, V> {
  keys: Set<K>;
  found: Promise<Map<K, V>>;
}

/**
 * @param load what reads many keys at once; a key that it leaves out is answered with undefined
 * @param max keys a call of `load` at most; more go out as several calls
 * @returns the look-up of one key; rejects with whatever `load` threw
 */
export function coalesce<K, V>(load: Load<K, V>, max = 500): (key: K) => Promise<V | undefined> {
  let open: Turn<K, V> | undefined;

  function newTurn(): Turn<K, V> {
    const keys = new Set<K>();
    // Not a microtask: those run between two requests of the same turn, and each would ask by itself.
    const ended = new Promise<void>((resolve) => void setImmediate(resolve));
    const found = ended.then(() => {
      open = undefined;
      return loadAll(load, [...keys], max);
    });
    return { keys, found };
  }

  return async (key) => {
    open ??= newTurn();
    open.keys.add(key);
    return (await open.found).get(key);
  };
}

async function loadAll<K, V>(load: Load<K, V>, keys: K[], max: number): Promise<Map<K, V>> {
  if (keys.length <= max) return await load(keys);
  const parts: K[][] = [];
  for (let start = 0; start < keys.length; start += max) parts.push(keys.slice(start, start + max));
  return new Map((await Promise.all(parts.map(load))).flatMap((found) => [...found]));
}
