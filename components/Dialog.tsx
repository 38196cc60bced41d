// A modal dialog over the browser's own `<dialog>`: it traps focus, closes by Esc and by a click beside it, and gives focus back to
// what opened it. Rendered only while it is open.

import { X } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useText } from "../lib/i18n/language.ts";

interface DialogProps {
  title: string;
  small?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, small = false, onClose, children }: DialogProps) {
  const t = useText();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    const before = document.activeElement;
    const box = dialog.current;
    box?.showModal();
    return () => {
      // As long as it is open nothing outside of it takes focus, and the browser gives it back on close() alone.
      isLeaving.current = true;
      box?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={small ? "dialog small" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        // Closing is taking it away: what opened it decides, and may show another one instead.
        event.preventDefault();
        onClose();
      }}
      onClose={() => isLeaving.current || onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t.confirm.close} onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
