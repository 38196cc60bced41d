// Going about in a conversation: to a message, to its beginning, to the first unread one, to the latest. What is held is shown at once;
// elsewhere the messages around the place are loaded, and the list begins there anew.

import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { find } from "../../../lib/client/around.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { message as loadMessage } from "../../../lib/client/message_api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import type { Aim } from "../places.ts";
import { useUnreadLine } from "./use_unread_line.ts";

/** How long a message that was jumped to stands out. */
const LIT_MS = 2_500;

export interface Visit {
  /** goes up whenever the list begins anew */
  n: number;
  /** where it begins */
  begin: Aim;
  /** whether it takes the focus that the one before it had */
  hadFocus: boolean;
}

export interface Visiting {
  visit: Signal<Visit>;
  lit: Signal<string | null>;
  /** what was read before the line of new messages; null: there is none */
  unreadAfter: ReadonlySignal<number | null>;
  /** the list's own way to a place. @returns false: that is not held */
  list: { current: (aim: Aim) => boolean };
  go: (aim: Aim) => void;
  /** to a message of this conversation, which stands out for a moment */
  jump: (id: string) => void;
  /** somebody looks at it */
  looked: () => void;
}

/** @param begin where one comes in: the id of a message, or a place */
export function useVisit(of: ReadonlySignal<Conversation | undefined>, begin: string | Aim): Visiting {
  const t = useText();
  const { chat } = useChat();
  const { windows } = chat.conversations;
  const lit = useSignal(typeof begin === "string" ? begin : null);
  const visit = useSignal<Visit>({ n: 0, begin: aimAt(of.peek(), begin), hadFocus: false });
  const unreadAfter = useUnreadLine(of);
  const list = useRef((_: Aim) => false);
  // Whoever comes sees that it waited. What is marked as unread while it is open stays so.
  const isMarked = useRef(of.peek()?.entry.marked_unread ?? false);
  const looked = () => {
    const entry = of.peek()?.entry;
    if (isMarked.current && entry?.marked_unread) {
      chat.actions.set(entry.id, { marked_unread: false }).catch(() => {});
    }
    isMarked.current = false;
  };
  useEffect(() => {
    if (lit.value === null) return;
    const timer = setTimeout(() => lit.value = null, LIT_MS);
    return () => clearTimeout(timer);
  }, [lit.value]);

  const reach = async (aim: Aim): Promise<void> => {
    const entry = of.peek()?.entry;
    if (entry === undefined) return;
    if (list.current(aim)) return windows.stay(entry.id);
    const isWanted = aim.at === "end"
      ? await windows.leaveAround(entry.id)
      : await windows.around(entry.id, seqOf(aim, entry.first_seq, unreadAfter.peek()));
    if (!isWanted) return;
    const hadFocus = document.activeElement?.closest(".scroller") !== null;
    visit.value = { n: visit.peek().n + 1, begin: aim, hadFocus };
  };
  const go = (aim: Aim) => {
    reach(aim).catch(() => chat.notices.say(t.undone.load, { isBad: true }));
  };
  const show = async (id: string) => {
    const state = of.peek();
    if (state === undefined) return;
    const { seq, conversation_id } = find(state, id) ?? chat.quoted.all.peek().get(id) ??
      (await loadMessage(id)).message;
    if (conversation_id !== state.entry.id) throw new Error("of another conversation");
    await reach({ at: "message", seq });
    lit.value = id;
  };
  const jump = (id: string) => {
    show(id).catch(() => chat.notices.say(t.undone.jump, { isBad: true }));
  };
  return { visit, lit, unreadAfter, list, go, jump, looked };
}

function aimAt(of: Conversation | undefined, begin: string | Aim): Aim {
  if (typeof begin !== "string") return begin;
  const message = of && find(of, begin);
  return message === undefined ? { at: "unread" } : { at: "message", seq: message.seq };
}

/** Where to load around. */
function seqOf(aim: Aim, first: number, unreadAfter: number | null): number {
  if (aim.at === "message") return aim.seq;
  return aim.at === "unread" && unreadAfter !== null ? unreadAfter + 1 : first;
}
