// Who is typing, on a line that is always there, so that nothing moves.

import { type Target, targetKey } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { fullName } from "../../lib/client/names.ts";
import { useChat } from "./context.ts";
import { typingText } from "./ConversationPreview.tsx";

export function TypingLine({ target }: { target: Target }) {
  const t = useText();
  const { chat } = useChat();
  const typists = chat.typing.signs.value.get(targetKey(target)) ?? [];
  const names = typists.map(({ id, name }) => {
    const person = chat.people.get(id);
    return person === undefined ? name : fullName(person);
  });
  return (
    <div class="typing" aria-live="off">
      {names.length > 0 && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{typingText(t, names)}</span>
        </>
      )}
    </div>
  );
}
