// One sentence about what just happened, over everything else; with it, what can be done about it.

import { X } from "./icons.ts";
import { useText } from "../lib/i18n/language.ts";

interface ToastProps {
  text: string;
  isBad?: boolean;
  action?: { label: string; run: () => void };
  onDismiss?: () => void;
}

export function Toast({ text, isBad = false, action, onDismiss }: ToastProps) {
  const t = useText();
  return (
    <div class={isBad ? "toast bad" : "toast"} role={isBad ? "alert" : "status"}>
      <span>{text}</span>
      {action && <button type="button" class="toast-action" onClick={action.run}>{action.label}</button>}
      <button type="button" class="icon-button" aria-label={t.toast.dismiss} onClick={onDismiss}>
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
