// What just happened, for a moment: over the conversation, read aloud, and never in the way of what is being written.

import { useText } from "../../lib/i18n/language.ts";
import { Toast } from "../Toast.tsx";
import { useChat } from "./context.ts";

export function Toasts() {
  const t = useText();
  const { notices } = useChat().chat;
  return (
    <div class="toasts" role="region" aria-label={t.toast.region}>
      {notices.all.value.map(({ id, text, isBad, action }) => {
        const onDismiss = () => notices.drop(id);
        const run = () => {
          action?.run();
          onDismiss();
        };
        return (
          <Toast
            key={id}
            text={text}
            isBad={isBad}
            action={action && { label: action.label, run }}
            onDismiss={onDismiss}
          />
        );
      })}
    </div>
  );
}
