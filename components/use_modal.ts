// A modal `<dialog>` for as long as its component is there: it traps focus, and gives it back to what opened it.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** @returns what the dialog's own events are for: Esc, and being closed by the browser */
export function useModal(dialog: RefObject<HTMLDialogElement>, onClose: () => void) {
  const isLeaving = useRef(false);
  // Before any key can come: where one dialog takes the place of another, Tab would go on in the page beneath, and that got focus back.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = dialog.current;
    box?.showModal();
    return () => {
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
