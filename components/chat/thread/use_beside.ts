// What belongs to the open conversation beside its messages: its pins, and of a group its members, loaded whenever they are not there, which
// may be again after much was missed; and what could not be had, with the next connection.

import { useEffect } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { useChat } from "../context.ts";

export function useBeside(of: Conversation | undefined): void {
  const { chat } = useChat();
  const id = of?.entry.id;
  const isLive = chat.connection.isLive.value;
  const arePinsMissing = of?.pins === null;
  const areMembersMissing = of?.members === null && of.entry.group !== undefined;
  useEffect(() => {
    if (id !== undefined && arePinsMissing) chat.conversations.windows.pins(id).catch(() => {});
  }, [id, arePinsMissing, isLive]);
  useEffect(() => {
    if (id !== undefined && areMembersMissing) chat.opened.members(id).catch(() => {});
  }, [id, areMembersMissing, isLive]);
}
