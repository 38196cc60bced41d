// The part of a conversation's messages that is on the page, as the reader moves through them: more at the end that they come near to,
// none of those that they have left far behind.

import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Log } from "../../../lib/client/log.ts";
import { extended, fitted, type Part, partAt, placesOf, type Seen } from "../../../lib/client/part.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";

/** As many times more may be there as long as something of them is selected. */
const SELECTING = 4;
export const AT_END: Seen = { from: Infinity, to: Infinity };

interface ShownPart {
  messages: Log;
  /** the one before them */
  before: MessageView | undefined;
  /** whether more is held at that end */
  hasBefore: boolean;
  hasAfter: boolean;
  extend: (end: "older" | "newer") => void;
  /** The part around there. @param seq null: the end */
  show: (seq: number | null) => void;
}

/**
 * @param seen what is on screen
 * @param begin the `seq` that it begins at; null: the end
 */
export function usePart(log: Log, seen: RefObject<Seen>, begin: number | null, isSelecting: () => boolean): ShownPart {
  const part = useRef<Part | null>(null);
  const changes = useSignal(0);
  changes.value;
  const now = part.current ?? partAt(log, begin);
  // To be rendered twice is no harm: nothing is left out that is on screen.
  const fit = part.current = fitted(log, now, seen.current ?? AT_END, isSelecting() ? SELECTING : 1);
  const [start, stop] = placesOf(log, fit);
  const become = (next: Part) => {
    part.current = next;
    changes.value++;
  };
  return {
    messages: log.slice(start, stop),
    before: log[start - 1],
    hasBefore: start > 0,
    hasAfter: stop < log.length,
    extend: (end) => become(extended(log, fit, end)),
    show: (seq) => {
      const isThere = seq === null ? stop === log.length : fit.from <= seq && seq <= fit.to;
      if (!isThere) seen.current = seq === null ? AT_END : { from: seq, to: seq };
      become(isThere ? fit : partAt(log, seq));
    },
  };
}
