// What just happened, for a moment: over the conversation, read aloud, and never in the way of what is being written.

import { X } from "lucide-preact";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";

export function Toasts() {
  const t = useText();
  const { chat } = useChat();
  return (
    <div class="toasts" role="region" aria-label={t.toast.region}>
      {chat.notices.all.value.map(({ id, text, isBad, action }) => (
        <div key={id} class={isBad ? "toast bad" : "toast"} role={isBad ? "alert" : "status"}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              class="toast-action"
              onClick={() => {
                action.run();
                chat.notices.drop(id);
              }}
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={t.toast.dismiss}
            onClick={() =>
              chat.notices.drop(id)}
          >
            <X aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
