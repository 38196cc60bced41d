// The bus of a single process: its own subscribers are all there are. Several instances work with it too, through the poll of
// the heads alone; `connected` is false then, so that they poll often.

import type { Bus, Subscriber } from "./bus.ts";

/** @param alone whether no other instance shares the database */
export function memoryBus({ alone }: { alone: boolean }): Bus {
  const subscribers: Subscriber[] = [];
  return {
    publish: (event) => subscribers.forEach((subscriber) => subscriber.receive(event)),
    subscribe: (subscriber) => void subscribers.push(subscriber),
    onGap: () => {},
    connected: alone,
    close: () => Promise.resolve(),
  };
}
