// A finger that stays where it is: what a right click is for a mouse. Phones do not all tell of it by themselves (Safari has no such event).

/** As long as a phone's own. */
const PRESS_MS = 450;
/** A finger that moves this far scrolls. */
const STILL_PX = 10;

interface Press {
  x: number;
  y: number;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Handlers for an element within which a finger may stay.
 * @param itemAt what of it the finger is on; null where staying means nothing
 * @param open what happens then; letting go afterwards clicks on nothing
 */
export function longPress<T>(itemAt: (target: EventTarget | null) => T | null, open: (item: T) => void) {
  let press: Press | null = null;
  const letGo = () => {
    clearTimeout(press?.timer);
    press = null;
  };
  return {
    /** whether a finger is down */
    isDown: () => press !== null,
    handlers: {
      onPointerDown: ({ pointerType, target, clientX, clientY }: PointerEvent) => {
        const item = itemAt(target);
        if (pointerType !== "touch" || item === null) return;
        letGo();
        const timer = setTimeout(() => {
          open(item);
          // Letting go would click on what has come up under the finger.
          addEventListener("touchend", (end) => end.preventDefault(), { once: true, passive: false, capture: true });
        }, PRESS_MS);
        press = { x: clientX, y: clientY, timer };
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        const { x, y } = press ?? { x: clientX, y: clientY };
        if (Math.hypot(clientX - x, clientY - y) > STILL_PX) letGo();
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  };
}
