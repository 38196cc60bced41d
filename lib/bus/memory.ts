// The bus of a single process: its own subscribers are all there are. Several instances work with it too, through the poll of
// the heads alone; `connected` is false then, so that they poll often.

import type { Bus, BusEvent } from "./bus.ts";

/** @param alone whether no other instance shares the database */
export function memoryBus({ alone }: { alone: boolean }): Bus {
  const listeners: ((event: BusEvent) => void)[] = [];
  return {
    publish: (event) => listeners.forEach((listener) => listener(event)),
    subscribe: (listener) => void listeners.push(listener),
    onGap: () => {},
    connected: alone,
    close: () => Promise.resolve(),
  };
}
