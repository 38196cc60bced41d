// People to mention, while a name is being typed behind an @: who is in the conversation, by user name and name.

import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { type Conversation, present } from "../../lib/client/conversation.ts";
import { linked, nameBefore, named } from "../../lib/client/editing.ts";
import { fullName } from "../../lib/client/names.ts";
import { isAdmin, roleIn } from "../../lib/client/rights.ts";
import type { Chat } from "../../lib/client/chat.ts";
import { useText } from "../../lib/i18n/language.ts";
import { ALL } from "../../lib/protocol/mentions.ts";
import { nameKey } from "../../lib/protocol/names.ts";
import { useChat } from "./context.ts";
import { insert, selectionOf } from "./insert.ts";
import { useThread } from "./thread_context.ts";

export interface Suggestion {
  /** undefined: everybody */
  id?: string;
  username: string;
  name: string;
  /** the address of their picture */
  picture?: string;
}

export interface SuggestionState {
  shown: readonly Suggestion[];
  /** which one is chosen */
  at: number;
  /** The caret or the text has moved. */
  look: () => void;
  close: () => void;
  pick: (suggestion: Suggestion) => void;
  /** @returns whether the key was for the list */
  key: (event: KeyboardEvent) => boolean;
  paste: (event: ClipboardEvent) => void;
}

const MOST = 8;

export function useSuggestions(box: RefObject<HTMLTextAreaElement>): SuggestionState {
  const t = useText();
  const { chat } = useChat();
  const { of } = useThread();
  const typed = useSignal<{ query: string; at: number } | undefined>(undefined);
  const at = useSignal(0);
  const query = typed.value?.query;
  const shown = query === undefined ? [] : suggest(chat, of.value, query, t.composer.everybody);

  const look = () => {
    const found = box.current === null ? undefined : nameBefore(selectionOf(box.current));
    if (found?.query !== typed.peek()?.query) at.value = 0;
    typed.value = found;
  };
  const close = () => typed.value = undefined;
  const pick = ({ username }: Suggestion) => {
    const start = typed.peek()?.at;
    if (box.current === null || start === undefined) return;
    insert(box.current, named(selectionOf(box.current), start, username));
    close();
  };
  const key = (event: KeyboardEvent): boolean => {
    if (shown.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = shown[Math.min(at.peek(), shown.length - 1)]!;
    if (step !== undefined) at.value = (at.peek() + step + shown.length) % shown.length;
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") pick(chosen);
    else if (event.key === "Escape") close();
    else return false;
    return true;
  };
  const paste = (event: ClipboardEvent) => {
    const edit = box.current && linked(selectionOf(box.current), event.clipboardData?.getData("text/plain") ?? "");
    if (!edit || box.current === null) return;
    event.preventDefault();
    insert(box.current, edit);
  };
  return { shown, at: Math.min(at.value, shown.length - 1), look, close, pick, key, paste };
}

/** Those whose user name or name begins so first, then those that have it within. */
function suggest(chat: Chat, of: Conversation | undefined, query: string, everybody: string): Suggestion[] {
  if (of === undefined) return [];
  const wanted = nameKey(query);
  const ids = of.entry.group === undefined
    ? of.entry.peer === undefined ? [] : [of.entry.peer.id]
    : present(of).map((it) => it.user_id);
  const people = ids.filter((id) => id !== chat.me.id).flatMap((id): Suggestion[] => {
    const person = chat.people.get(id);
    return person === undefined
      ? []
      : [{ id, username: person.username, name: fullName(person), picture: person.avatar }];
  });
  const all = of.entry.group !== undefined && isAdmin(roleIn(of, chat.me.id))
    ? [{ username: ALL, name: everybody }]
    : [];
  const rank = ({ username, name }: Suggestion) => {
    const keys = [nameKey(username), nameKey(name)];
    return keys.some((it) => it.startsWith(wanted)) ? 0 : keys.some((it) => it.includes(wanted)) ? 1 : 2;
  };
  return [...people, ...all].map((it) => ({ it, rank: rank(it) })).filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank).map(({ it }) => it).slice(0, MOST);
}
