// What every part of the chat reaches for: the stores, and going from one conversation to another.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Chat } from "../../lib/client/chat.ts";
import type { Target } from "../../lib/client/target.ts";

export interface ChatContextValue {
  chat: Chat;
  /** Shows a conversation, or the list (null), under its own address. */
  go: (target: Target | null) => void;
  ask: (dialog: DialogName | null) => void;
}

export type DialogName = "people" | "group" | "details" | "announcement" | "person" | "switcher" | "keys";

export const ChatContext = createContext<ChatContextValue | null>(null);

export function useChat(): ChatContextValue {
  const value = useContext(ChatContext);
  if (value === null) throw new Error("outside of the chat");
  return value;
}
