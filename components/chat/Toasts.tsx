// What just happened, for a moment: over the conversation and whatever dialog is open, read aloud, and never in the way of what is being
// written.

import type { RefObject } from "preact";
import { useContext } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";
import { Toast } from "../Toast.tsx";
import { modals } from "../use_modal.ts";
import { ChatContext } from "./context.ts";

/** @param inside the dialog that it stands in; left out: the page. It shows them while nothing is open over it. */
export function Toasts({ inside }: { inside?: RefObject<HTMLDialogElement> }) {
  const t = useText();
  const notices = useContext(ChatContext)?.chat.notices;
  if (notices === undefined || modals.value.at(-1) !== inside?.current) return null;
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
