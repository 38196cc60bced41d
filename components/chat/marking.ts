// Marking a conversation read or unread by hand.

import * as api from "../../lib/client/api.ts";
import type { Chat } from "../../lib/client/chat.ts";
import type { ConversationView } from "../../lib/protocol/views.ts";

/** All of it, whether or not it was on screen. @throws ApiError */
export async function markRead(chat: Chat, entry: ConversationView): Promise<void> {
  chat.marks.read(entry.id, entry.last_seq);
  if (entry.marked_unread) await api.setConversation(entry.id, { marked_unread: false });
}

/**
 * A read mark that moves ends it, and one may still be on its way: what was on screen a moment ago. So that one is stored first.
 * @throws ApiError
 */
export async function markUnread(chat: Chat, id: string): Promise<void> {
  await chat.marks.settle(id).catch(() => {}); // without a connection no mark moves
  await api.setConversation(id, { marked_unread: true });
}
