// Whoever is no longer in the open group, having left it, been removed, or it being dissolved, is told so and comes back to the list: nothing
// could be read or said there any more.

import { useEffect, useRef } from "preact/hooks";
import { titleOf } from "../../lib/client/names.ts";
import type { ConversationView } from "../../lib/protocol/views.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { Chat } from "../../lib/client/chat.ts";
import type { Target } from "../../lib/client/target.ts";

/** @param entry of what is open, as long as there is one @param go to the list */
export function useEnded(
  chat: Chat,
  target: Target | null,
  entry: ConversationView | undefined,
  go: (target: null) => void,
): void {
  const t = useText();
  const before = useRef<ConversationView | undefined>(undefined);
  useEffect(() => {
    const last = before.current;
    before.current = entry;
    if (target?.kind !== "group" || entry !== undefined || last?.group?.id !== target.id) return;
    chat.notices.say(t.group.ended(titleOf(last, chat.me.id, t.list.notes)));
    go(null);
  }, [target, entry]);
}
