// A menu beside what it belongs to; on a phone a sheet at the foot. Arrows move, Esc closes, and focus goes back.

import type { LucideIcon } from "../icons.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { MenuItem } from "../MenuItem.tsx";
import { placeBeside } from "./popover.ts";
import { roveOver } from "./rove.ts";

export interface MenuChoice {
  label: string;
  Icon: LucideIcon;
  isGrave?: boolean;
  /** of a choice that is one of several, or on and off */
  isChosen?: boolean;
  run: () => void;
}

interface MenuProps {
  label: string;
  at: HTMLElement;
  choices: readonly MenuChoice[];
  onClose: () => void;
}

export function Menu({ label, at, choices, onClose }: MenuProps) {
  const box = useRef<HTMLDialogElement>(null);
  // Before any key can come, as every dialog (`use_modal.ts`).
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    dialog.showModal();
    placeBeside(dialog, at);
    dialog.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
    return () => {
      dialog.close();
      if (at.isConnected) at.focus({ preventScroll: true });
    };
  }, [at]);
  return (
    <dialog
      ref={box}
      class="menu"
      aria-label={label}
      onCancel={(event) => (event.preventDefault(), onClose())}
      onClick={(event) => event.target === box.current && onClose()}
    >
      <div role="menu" aria-label={label} onKeyDown={roveOver("[role^=menuitem]", "column")}>
        {choices.map(({ run, ...choice }) => (
          <MenuItem
            key={choice.label}
            {...choice}
            onPick={() => {
              onClose();
              queueMicrotask(run); // what it opens takes focus after it has gone back
            }}
          />
        ))}
      </div>
    </dialog>
  );
}
