// A finger that goes sideways: to the next or the previous.

import { useRef } from "preact/hooks";

/** CSS pixels from which a movement was meant. */
const FAR_PX = 48;

export function useSwipe(onSwipe: (to: "next" | "previous") => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      // A second finger makes it something else.
      start.current = event.pointerType === "touch" && event.isPrimary ? { x: event.clientX, y: event.clientY } : null;
    },
    onPointerCancel: () => start.current = null,
    onPointerUp: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      const from = start.current;
      start.current = null;
      if (from === null) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(x) < FAR_PX || Math.abs(x) < 2 * Math.abs(y)) return;
      const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
      onSwipe(x < 0 === isRtl ? "previous" : "next");
    },
  };
}
