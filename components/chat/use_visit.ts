// Which part of a conversation is on screen: its latest messages, or those around one that was jumped to.

import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { find } from "../../lib/client/around.ts";
import type { Conversation } from "../../lib/client/conversation.ts";
import { message as loadMessage } from "../../lib/client/message_api.ts";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";

/** How long a message that was jumped to stands out. */
const LIT_MS = 2_500;

export interface Visit {
  /** goes up whenever another part is shown */
  n: number;
  /** the message it begins at; null: the first unread one, or the end */
  at: string | null;
}

export interface Visiting {
  visit: Signal<Visit>;
  lit: Signal<string | null>;
  reveal: { current: (id: string) => boolean };
  jump: (id: string) => void;
  toLatest: () => void;
}

/** @param at the message to begin at */
export function useVisit(of: ReadonlySignal<Conversation | undefined>, at: string | null): Visiting {
  const t = useText();
  const { chat } = useChat();
  const { windows } = chat.conversations;
  const visit = useSignal<Visit>({ n: 0, at });
  const lit = useSignal<string | null>(at);
  const reveal = useRef((_: string) => false);
  useEffect(() => {
    const id = lit.value;
    if (id === null) return;
    const timer = setTimeout(() => lit.value = null, LIT_MS);
    return () => clearTimeout(timer);
  }, [lit.value]);

  const show = async (id: string) => {
    const state = of.peek();
    if (state === undefined) return;
    const { seq, conversation_id } = find(state, id) ?? chat.quoted.all.peek().get(id) ??
      (await loadMessage(id)).message;
    if (conversation_id !== state.entry.id) throw new Error("of another conversation");
    await windows.around(conversation_id, seq);
    visit.value = { n: visit.peek().n + 1, at: id };
    lit.value = id;
  };
  const jump = (id: string) => {
    if (reveal.current(id)) lit.value = id;
    else show(id).catch(() => chat.notices.say(t.undone.jump, { isBad: true }));
  };
  const toLatest = () => {
    const id = of.peek()?.entry.id;
    if (id === undefined || of.peek()?.around == null) return;
    windows.leaveAround(id).then(
      () => visit.value = { n: visit.peek().n + 1, at: null },
      () => chat.notices.say(t.undone.load, { isBad: true }),
    );
  };
  return { visit, lit, reveal, jump, toLatest };
}
