// What every part of an open conversation reaches for: which message is pointed at, going to another one, what is asked about one.

import type { ReadonlySignal, Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import type { Target } from "../../../lib/client/target.ts";
import type { FileView, MessageView } from "../../../lib/protocol/views.ts";

/** A dialog about one message, or about the pins; `recall` does it, once that was asked. */
export type Asked =
  | { kind: "remove" | "forward" | "info" | "reactions" | "history"; message: MessageView }
  | { kind: "picture"; message: MessageView; file: FileView }
  | { kind: "recall"; recall: () => Promise<void> }
  | { kind: "pins" };

/** The menu of a message, and what it stands beside. */
export interface OpenMenu {
  message: MessageView;
  at: HTMLElement;
  /** emoji only, or everything */
  kind: "emoji" | "all";
}

/** The picker of emoji: what it stands beside, and what the picked one is for. */
export interface Picking {
  at: HTMLElement;
  pick: (emoji: string) => void;
}

export interface ThreadContextValue {
  target: Target;
  /** its key */
  where: string;
  /** undefined until the first message */
  of: ReadonlySignal<Conversation | undefined>;
  /** the message whose actions are shown */
  pointed: Signal<string | null>;
  /** the message that was jumped to, for a moment */
  lit: Signal<string | null>;
  menu: Signal<OpenMenu | null>;
  asked: Signal<Asked | null>;
  picking: Signal<Picking | null>;
  /** Shows a message of this conversation, wherever it is. */
  jump: (id: string) => void;
}

export const ThreadContext = createContext<ThreadContextValue | null>(null);

export function useThread(): ThreadContextValue {
  const value = useContext(ThreadContext);
  if (value === null) throw new Error("outside of a conversation");
  return value;
}
