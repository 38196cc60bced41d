// Where the reader stands in a thread. At the end: new messages move it along. Elsewhere: what is on screen stays exactly where it is,
// whatever is added above, below or in the middle, and however the window changes. The browser's own anchoring is off
// (`overflow-anchor`), since not every browser has it and two of them would fight.

import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Anchor, beginningOf, firstVisible, itemOf, lastVisibleSeq, middleFor, topOf } from "./places.ts";

/** Pixels from the end that still count as being there. */
const NEAR_PX = 24;
/** Older messages are asked for this many pixels before the top. */
const AHEAD_PX = 800;

interface ScrollInput {
  hasMore: boolean;
  /** whether the list ends before the latest message: then its end is a place like any other */
  hasNewer: boolean;
  /** the id of the message to begin at; null: the first unread one, or the end */
  at: string | null;
  load: (end: "older" | "newer") => Promise<unknown>;
  /** everything up to this `seq` was on screen while somebody looked */
  onSeen: (seq: number) => void;
  /** the key of the last item */
  newest: string;
  /** whether the last item is one's own and on its way: then the reader wants to see it */
  isMine: boolean;
}

interface Scroll {
  container: RefObject<HTMLDivElement>;
  content: RefObject<HTMLOListElement>;
  isAway: Signal<boolean>;
  isLoading: Signal<boolean>;
  toLatest: () => void;
  /** Shows a message in the middle. @returns false if it is not in the list */
  reveal: (id: string) => boolean;
}

export function useScroll(input: ScrollInput): Scroll {
  const container = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const anchor = useRef<Anchor | null>(null);
  const seenTop = useRef(0);
  const latest = useRef(input);
  const isAway = useSignal(false);
  const isLoading = useSignal(false);
  const isBusy = useRef(false);
  const previous = useRef("");
  latest.current = input;

  /** Remembers what is on screen; null at the end. In a reversed column, 0 is the end and what is above it is negative. */
  const remember = () => {
    const box = container.current;
    if (box === null) return;
    const away = -box.scrollTop > NEAR_PX || latest.current.hasNewer;
    anchor.current = away ? firstVisible(box) : null;
    seenTop.current = box.scrollTop;
    isAway.value = away;
  };

  const restore = () => {
    const box = container.current;
    if (box === null) return;
    // The reader may have scrolled since, though the event has not come yet: that much is theirs.
    const moved = box.scrollTop - seenTop.current;
    const held = anchor.current;
    const item = held && box.querySelector(`[data-key="${CSS.escape(held.key)}"]`);
    if (held === null) box.scrollTop = Math.abs(moved) > NEAR_PX ? box.scrollTop : 0;
    else if (item !== null) box.scrollTop += topOf(item, box) - held.top + moved;
    seenTop.current = box.scrollTop;
    if (moved !== 0) remember();
  };

  const look = () => {
    const box = container.current;
    if (box === null) return;
    remember();
    const { hasMore, hasNewer, load, onSeen } = latest.current;
    // Who looks at something of long ago has not read what came since.
    if (!hasNewer && document.visibilityState === "visible" && document.hasFocus()) {
      const seq = lastVisibleSeq(box);
      if (seq > 0) onSeen(seq);
    }
    const above = box.scrollHeight + box.scrollTop - box.clientHeight;
    const end = hasMore && above < AHEAD_PX ? "older" : hasNewer && -box.scrollTop < AHEAD_PX ? "newer" : undefined;
    if (end === undefined || isBusy.current) return;
    isBusy.current = true;
    isLoading.value = end === "older";
    load(end).catch(() => {}).finally(() => isBusy.current = isLoading.value = false);
  };

  const reveal = (id: string): boolean => {
    const box = container.current;
    const item = box && itemOf(box, id);
    if (box === null || item === null) return false;
    box.scrollTop += topOf(item, box) - middleFor(item, box);
    remember();
    look();
    return true;
  };

  const toLatest = () => {
    goToEnd();
    look();
  };

  const goToEnd = () => {
    anchor.current = null;
    if (container.current !== null) seenTop.current = container.current.scrollTop = 0;
  };

  useLayoutEffect(() => {
    if (previous.current === "") {
      // The browser may have gone to the address's fragment: no reader has scrolled.
      seenTop.current = container.current?.scrollTop ?? 0;
      anchor.current = container.current && beginningOf(container.current, input.at);
    }
    if (previous.current !== "" && previous.current !== input.newest && input.isMine) goToEnd();
    previous.current = input.newest || "empty";
    restore();
  });

  useEffect(() => {
    look();
  });

  useEffect(() => {
    const box = container.current;
    const inside = content.current;
    if (box === null || inside === null) return;
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const sizes = new ResizeObserver(() => {
      restore();
      soon();
    });
    sizes.observe(box);
    sizes.observe(inside);
    // Remembered in the event itself: a message may arrive before the next frame.
    const onScroll = () => {
      remember();
      soon();
    };
    box.addEventListener("scroll", onScroll, { passive: true });
    addEventListener("focus", soon);
    document.addEventListener("visibilitychange", soon);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      box.removeEventListener("scroll", onScroll);
      removeEventListener("focus", soon);
      document.removeEventListener("visibilitychange", soon);
    };
  }, []);

  return { container, content, isAway, isLoading, toLatest, reveal };
}
