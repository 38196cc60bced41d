// Where the line of new messages stands in a conversation that is open: after what was read when one came, however far one reads then;
// and anew with what comes while nobody looks.

import { effect, type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { isLookedAt } from "../../../lib/client/looked.ts";
import { useChat } from "../context.ts";

/** @returns what was read before it; null: there is no line */
export function useUnreadLine(of: ReadonlySignal<Conversation | undefined>): ReadonlySignal<number | null> {
  const { chat } = useChat();
  const after = useSignal(readOf(of.peek()));
  const before = useRef(after.peek());
  // At once and not after the next rendering: by then it may be read.
  useEffect(() =>
    effect(() => {
      const now = readOf(of.value);
      // A phone's page has no connection while nobody looks: it comes back to what it missed already being looked at.
      const isSeen = isLookedAt() && chat.connection.isLive.peek();
      if (before.current === null && now !== null && !isSeen) after.value = now;
      before.current = now;
    }), []);
  return after;
}

/** How far it is read; null: to its end. */
const readOf = (of: Conversation | undefined): number | null =>
  of !== undefined && of.entry.unread_count > 0 ? of.entry.last_read_seq : null;
