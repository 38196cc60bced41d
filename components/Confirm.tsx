// Asks before something that cannot be undone.

import { useSignal } from "@preact/signals";
import { useText } from "../lib/i18n/language.ts";
import { reasonOf } from "./chat/reason.ts";
import { Dialog } from "./Dialog.tsx";
import { Notice } from "./Notice.tsx";

interface ConfirmProps {
  title: string;
  text: string;
  /** what the button that does it says */
  action: string;
  onConfirm: () => void | Promise<unknown>;
  onClose: () => void;
}

export function Confirm({ title, text, action, onConfirm, onClose }: ConfirmProps) {
  const t = useText();
  const busy = useSignal(false);
  const failed = useSignal("");
  const confirm = async () => {
    busy.value = true;
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      failed.value = reasonOf(error, t);
      busy.value = false;
    }
  };
  return (
    <Dialog title={title} small onClose={onClose}>
      <p>{text}</p>
      {failed.value && <Notice bad text={failed.value} />}
      <div class="actions">
        <button type="button" class="button" onClick={onClose}>{t.confirm.cancel}</button>
        <button type="button" class="button danger fill" disabled={busy} onClick={confirm}>{action}</button>
      </div>
    </Dialog>
  );
}
