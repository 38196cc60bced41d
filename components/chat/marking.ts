// Marking a conversation read or unread by hand.

import type { Chat } from "../../lib/client/chat.ts";
import type { Outcome } from "../../lib/client/stores/deeds.ts";
import type { ConversationView } from "../../lib/protocol/views.ts";

/** All of it, whether or not it was on screen. @throws ApiError */
export async function markRead(chat: Chat, entry: ConversationView): Promise<Outcome> {
  chat.marks.read(entry.id, entry.last_seq);
  return entry.marked_unread ? await chat.actions.set(entry.id, { marked_unread: false }) : "done";
}

/**
 * A read mark that moves ends it, and one may still be on its way: what was on screen a moment ago. So that one is stored first.
 * @throws ApiError
 */
export async function markUnread(chat: Chat, id: string): Promise<Outcome> {
  await chat.marks.settle(id).catch(() => {}); // without a connection no mark moves
  return await chat.actions.set(id, { marked_unread: true });
}
