// The keys of the box, in the order in which they are looked at: the list of names, then sending, leaving, marks, the last message.

import type { RefObject } from "preact";
import { alive, type Conversation } from "../../../lib/client/conversation.ts";
import type { Chat } from "../../../lib/client/chat.ts";
import { isComposing } from "../../../lib/client/composition.ts";
import { toggled } from "../../../lib/client/editing.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { isCommand } from "../command.ts";
import { isTouch } from "./Composer.tsx";
import { useChat } from "../context.ts";
import { insert, selectionOf } from "./insert.ts";
import { useThread } from "../thread/thread_context.ts";
import type { SuggestionState } from "./use_suggestions.ts";

/** Ctrl (⌘ on a Mac) with these puts marks around the selection. */
const MARKS: Record<string, string> = { b: "**", i: "*", e: "`" };

export function useBoxKeys(box: RefObject<HTMLTextAreaElement>, suggestions: SuggestionState, submit: () => void) {
  const { chat } = useChat();
  const { where, of } = useThread();

  /** @returns whether the key was for us */
  const took = (event: KeyboardEvent, field: HTMLTextAreaElement): boolean => {
    // Those go from conversation to conversation (`keys.ts`).
    if (event.altKey && event.key.startsWith("Arrow")) return false;
    const about = chat.composing.all.peek().get(where);
    const mark = isCommand(event) ? MARKS[event.key.toLowerCase()] : undefined;
    if (suggestions.key(event)) return true;
    if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      submit();
      return true;
    }
    if (event.key === "Escape" && about !== undefined) {
      chat.composing.set(where, undefined);
      return true;
    }
    if (mark !== undefined) {
      insert(field, toggled(selectionOf(field), mark));
      return true;
    }
    const last = event.key === "ArrowUp" && field.value === "" && about === undefined
      ? lastUnsent(chat, where) ?? lastOwn(of.peek(), chat.me.id)
      : undefined;
    if (last === undefined) return false;
    chat.composing.set(where, { kind: "edit", id: last.id, text: last.content, isSaving: false });
    return true;
  };

  return (event: KeyboardEvent) => {
    if (isComposing(event) || box.current === null || !took(event, box.current)) return;
    event.preventDefault();
    // Esc means something to the window as well.
    event.stopPropagation();
  };
}

const lastOwn = (of: Conversation | undefined, me: string): MessageView | undefined =>
  of?.log?.findLast((it) => it.sender_id === me && it.message_type !== "system" && alive(it));

/** What still waits for the connection comes after all that is there. */
function lastUnsent(chat: Chat, where: string): { id: string; content: string } | undefined {
  const last = chat.waiting(where).at(-1);
  return last && { id: last.client_id, content: last.content };
}
