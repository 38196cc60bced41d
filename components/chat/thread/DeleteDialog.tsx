// Asks before a message is deleted: for everybody, where one may, or from one's own view.

import { useSignal } from "@preact/signals";
import type { Outcome } from "../../../lib/client/stores/deeds.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { Notice } from "../../Notice.tsx";
import { useChat } from "../context.ts";
import { reasonOf } from "../reason.ts";
import { useRights } from "../message/rights.ts";

export function DeleteDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const { chat } = useChat();
  const { remove } = useRights(message);
  const busy = useSignal(false);
  const failed = useSignal("");
  const run = async (work: () => Promise<Outcome>, done: string) => {
    busy.value = true;
    try {
      const outcome = await work();
      chat.notices.say(outcome === "later" ? t.link.later : done);
      onClose();
    } catch (error) {
      failed.value = reasonOf(error, t);
      busy.value = false;
    }
  };
  return (
    <Dialog title={t.remove.title} small onClose={onClose}>
      {remove && <p>{t.remove.text}</p>}
      <p>{t.remove.textMine}</p>
      {failed.value && <Notice bad text={failed.value} />}
      <div class="choices">
        {remove && (
          <button
            type="button"
            class="button danger fill"
            disabled={busy}
            onClick={() => void run(() => chat.actions.remove(message), t.done.removed)}
          >
            {t.remove.everyone}
          </button>
        )}
        <button
          type="button"
          class="button danger"
          disabled={busy}
          onClick={() => void run(() => chat.actions.hide(message), t.done.hidden)}
        >
          {t.remove.me}
        </button>
        <button type="button" class="button" onClick={onClose}>{t.confirm.cancel}</button>
      </div>
    </Dialog>
  );
}
