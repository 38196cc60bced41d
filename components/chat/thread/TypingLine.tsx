// Who is typing, on a line that is always there, so that nothing moves.

import { type Target, targetKey } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { typingText } from "../list/ConversationPreview.tsx";

export function TypingLine({ target }: { target: Target }) {
  const t = useText();
  const { chat } = useChat();
  const text = typingText(chat, targetKey(target), t);
  return (
    <div class="typing" aria-live="off">
      {text !== undefined && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{text}</span>
        </>
      )}
    </div>
  );
}
