// Where the reader stood at each entry of the browser's history, so that going back and forward leads there again.

import { useEffect, useMemo } from "preact/hooks";
import type { Aim } from "./places.ts";

interface Visits {
  /** A new entry, under this address. */
  push: (href: string) => void;
  /** The browser went to another entry. @returns where the reader stood there; undefined: they were not there yet */
  pop: () => Aim | undefined;
  /** Where the reader stands now. */
  stands: (place: Aim) => void;
}

export function useVisits(): Visits {
  const visits = useMemo(() => {
    const places = new Map<number, Aim>();
    let last = 0;
    let entry = 0;
    return {
      begin: () => {
        entry = last = entryOf(history.state) ?? 0;
        history.replaceState({ entry }, "");
      },
      push: (href: string) => {
        entry = ++last;
        places.delete(entry);
        history.pushState({ entry }, "", href);
      },
      pop: () => {
        entry = entryOf(history.state) ?? 0;
        return places.get(entry);
      },
      stands: (place: Aim) => void places.set(entry, place),
    };
  }, []);
  useEffect(() => visits.begin(), []);
  return visits;
}

const entryOf = (state: unknown): number | undefined =>
  typeof state === "object" && state !== null && "entry" in state && typeof state.entry === "number"
    ? state.entry
    : undefined;
