// A modal `<dialog>` for as long as its component is there: it traps focus, and gives it back to what opened it.

import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Those that are open, the topmost last: whatever lies outside of that one is beneath it, and cannot be touched or heard. */
export const modals = signal<readonly (HTMLDialogElement | null)[]>([]);

/** @returns what the dialog's own events are for: Esc, and being closed by the browser */
export function useModal(dialog: RefObject<HTMLDialogElement>, onClose: () => void) {
  const isLeaving = useRef(false);
  // Before any key can come: where one dialog takes the place of another, Tab would go on in the page beneath, and that got focus back.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = dialog.current;
    box?.showModal();
    modals.value = [...modals.peek(), box];
    return () => {
      modals.value = modals.peek().filter((it) => it !== box);
      // As long as it is open nothing outside of it takes focus, and the browser gives it back on close() alone.
      isLeaving.current = true;
      box?.close();
      // What opened it may be gone: a button that was there while it was pointed at, a message that is deleted now.
      const back = before?.isConnected && before !== document.body ? before : document.querySelector(".scroller");
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return {
    onCancel: (event: Event) => {
      // Closing is taking it away: what opened it decides, and may show another one instead.
      event.preventDefault();
      onClose();
    },
    onClose: () => isLeaving.current || onClose(),
  };
}
