// Where the reader stands in a thread. At the end: new messages move it along. Elsewhere: what is on screen stays exactly where it is,
// whatever is added or taken away above, below or in the middle, and however the window changes. The browser's own anchoring is off
// (`overflow-anchor`), since not every browser has it and two of them would fight.

import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Aim, type Anchor, anchorOf, itemOf, topOf, type Visible, visibleIn } from "../places.ts";

/** Pixels from the end that still count as being there. */
const NEAR_PX = 24;
/** More is asked for this many pixels before an end, and as many as are on screen. */
const AHEAD_PX = 800;

/** Farther no finger goes between two frames. */
const FINGER_PX = 300;

export type End = "older" | "newer";

interface ScrollInput {
  container: RefObject<HTMLDivElement>;
  content: RefObject<HTMLOListElement>;
  /** whether something is above or below what is on the page: then that end of it is a place like any other */
  hasMore: boolean;
  hasNewer: boolean;
  /** where to begin */
  begin: Aim;
  /** Brings more of it onto the page. @returns what to wait for until it may be asked again */
  more: (end: End) => Promise<unknown> | undefined;
  /** @param atEnd whether what is on screen goes along with what comes; @param jumped whether it came there by an aim */
  onLook: (visible: Visible, atEnd: boolean, jumped: boolean) => void;
  /** the key of the last item */
  newest: string;
  /** whether the last item is one's own and on its way: then the reader wants to see it */
  isMine: boolean;
}

export interface Scroll {
  isAway: Signal<boolean>;
  /** the end at which more is being loaded, and the one at which it could not be */
  loading: Signal<End | undefined>;
  failed: Signal<End | undefined>;
  /** Tries what could not be loaded again. */
  again: () => void;
  /** Once the list has been rendered, the reader stands there. */
  aim: (aim: Aim) => void;
  /** Before the list is rendered: where the reader stands now, the page being as it was. */
  hold: () => void;
}

/** How far one can scroll up. */
const aboveOf = (box: HTMLElement): number => box.scrollHeight + box.scrollTop - box.clientHeight;

export function useScroll(input: ScrollInput): Scroll {
  const { container, content } = input;
  /** what was on screen when it was remembered; null: the end */
  const anchors = useRef<Anchor[] | null>(null);
  const aimed = useRef<Aim | null>(input.begin);
  const hasJumped = useRef(true);
  const seenTop = useRef(0);
  const seenAbove = useRef(0);
  /** pixels that came above what is on screen, until the next frame */
  const pushed = useRef(0);
  const latest = useRef(input);
  const isAway = useSignal(false);
  const loading = useSignal<End | undefined>(undefined);
  const failed = useSignal<End | undefined>(undefined);
  const isBusy = useRef(false);
  const previous = useRef("");
  latest.current = input;

  /** Remembers what is on screen. In a reversed column, 0 is the end and what is above it is negative. */
  const remember = (): Visible | undefined => {
    const box = container.current;
    if (box === null) return;
    const away = -box.scrollTop > NEAR_PX || latest.current.hasNewer;
    const visible = visibleIn(box);
    anchors.current = away ? visible.anchors : null;
    seenTop.current = box.scrollTop;
    seenAbove.current = aboveOf(box);
    isAway.value = away;
    return visible;
  };

  const hold = () => {
    if (container.current !== null && container.current.scrollTop !== seenTop.current) remember();
  };

  /** @param moved pixels that the reader has scrolled since it was remembered, though the event has not come yet: they are theirs */
  const restore = (moved: number) => {
    const box = container.current;
    if (box === null) return;
    const held = anchors.current;
    const anchor = held?.find((it) => itemOf(box, it.key) !== null);
    if (held === null) box.scrollTop = Math.abs(moved) > NEAR_PX ? box.scrollTop : 0;
    else if (anchor !== undefined) {
      const by = topOf(itemOf(box, anchor.key)!, box) - anchor.top + moved;
      if (by !== 0) box.scrollTop += by;
    }
    seenTop.current = box.scrollTop;
    if (moved !== 0) remember();
  };

  /**
   * While a finger scrolls, Chromium counts from the top on: what was added above since the last frame would push what one reads down by
   * as much. That is taken back in the event that tells of it, before anything is painted.
   */
  const takeBack = (box: HTMLElement) => {
    const by = pushed.current;
    pushed.current = 0;
    const moved = aboveOf(box) - seenAbove.current;
    if (by > 2 * FINGER_PX && Math.abs(moved + by) < FINGER_PX) box.scrollTop += by;
  };

  const look = () => {
    const box = container.current;
    const visible = remember();
    if (box === null || visible === undefined) return;
    const { hasMore, hasNewer, more, onLook } = latest.current;
    onLook(visible, !isAway.peek(), hasJumped.current);
    hasJumped.current = false;
    const ahead = Math.max(AHEAD_PX, box.clientHeight);
    const end = hasMore && aboveOf(box) < ahead ? "older" : hasNewer && -box.scrollTop < ahead ? "newer" : undefined;
    // Whoever goes away from there and comes back asks again.
    if (end !== failed.peek()) failed.value = undefined;
    if (end === undefined || end === failed.peek() || isBusy.current) return;
    const waiting = more(end);
    if (waiting === undefined) return;
    isBusy.current = true;
    loading.value = end;
    waiting.catch(() => failed.value = end).finally(() => {
      isBusy.current = false;
      loading.value = undefined;
    });
  };

  useLayoutEffect(() => {
    const box = container.current;
    const isOwn = previous.current !== "" && previous.current !== input.newest && input.isMine;
    previous.current = input.newest || "empty";
    const aim = isOwn ? { at: "end" } as const : aimed.current;
    aimed.current = null;
    if (aim !== null && box !== null) {
      hasJumped.current = true;
      // Places are told from the end on.
      box.scrollTop = 0;
      const anchor = anchorOf(aim, box);
      anchors.current = anchor && [anchor];
    }
    const before = seenAbove.current;
    restore(0);
    if (aim !== null) return void remember();
    if (box === null) return;
    seenAbove.current = aboveOf(box);
    pushed.current += seenAbove.current - before;
    requestAnimationFrame(() => pushed.current = 0);
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
      restore(box.scrollTop - seenTop.current);
      soon();
    });
    sizes.observe(box);
    sizes.observe(inside);
    // Remembered in the event itself: a message may arrive before the next frame.
    const onScroll = () => {
      takeBack(box);
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

  const again = () => {
    failed.value = undefined;
    look();
  };
  return { isAway, loading, failed, again, aim: (aim) => aimed.current = aim, hold };
}
