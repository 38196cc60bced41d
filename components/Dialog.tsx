// A modal dialog over the browser's own `<dialog>`: it traps focus, closes by Esc and by a click beside it, and gives focus back to
// what opened it. Rendered only while it is open.

import { ArrowLeft, X } from "./icons.ts";
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { useText } from "../lib/i18n/language.ts";
import { Toasts } from "./chat/Toasts.tsx";
import { useModal } from "./use_modal.ts";

interface DialogProps {
  title: string;
  small?: boolean;
  /** it takes the place of another one: coming up anew it would show for a moment what is behind both */
  isNext?: boolean;
  /** from one of several views to the one before: then Esc leads there as well */
  onBack?: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, small = false, isNext = false, onBack, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const modal = useModal(dialog, onBack ?? onClose);
  return (
    <dialog
      ref={dialog}
      class={["dialog", small && "small", isNext && "next"].filter(Boolean).join(" ")}
      aria-labelledby={id}
      {...modal}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <DialogContent title={title} titleId={id} onBack={onBack} onClose={onClose}>{children}</DialogContent>
      <Toasts inside={dialog} />
    </dialog>
  );
}

interface DialogContentProps {
  title: string;
  titleId: string;
  onBack?: () => void;
  onClose?: () => void;
  children: ComponentChildren;
}

/** What stands in a dialog's box. */
export function DialogContent({ title, titleId, onBack, onClose, children }: DialogContentProps) {
  const t = useText();
  return (
    <>
      <div class="dialog-head">
        {onBack && (
          <button type="button" class="icon-button back-link" aria-label={t.group.back} onClick={onBack}>
            <ArrowLeft class="flip" aria-hidden="true" />
          </button>
        )}
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t.confirm.close} onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
    </>
  );
}
