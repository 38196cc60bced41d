// What of a conversation calls its reader at once: what is said to them, by what they decided about it. Pure.

import { isUnread, isUnreadMention } from "../../protocol/unread.ts";
import type { ConversationView, MessageView } from "../../protocol/views.ts";
import type { Conversation } from "../conversation.ts";

/** How far a conversation was looked through before. */
export interface Told {
  seq: number;
  mentions: number;
}

/** What to tell of. `message` is null where only its number is known. */
export interface News {
  entry: ConversationView;
  message: MessageView | null;
}

export const toldOf = ({ entry }: Conversation): Told => ({ seq: entry.last_seq, mentions: entry.mention_count });

/**
 * The newest message that calls and was not looked at before; undefined: there is none.
 * @param told undefined: the conversation has just appeared
 * @param since milliseconds; what was said before is not news, though this client sees it for the first time
 */
export function newsOf(of: Conversation, told: Told | undefined, me: string, since: number): News | undefined {
  const { entry } = of;
  if (told !== undefined && entry.last_seq <= told.seq && entry.mention_count <= told.mentions) return undefined;
  const isNews = (it: MessageView) =>
    it.seq > (told?.seq ?? 0) && Date.parse(it.created_at) > since && calls(it, entry, me);
  const last = entry.last_message;
  const message = last !== null && isNews(last) ? last : of.log?.findLast(isNews);
  if (message !== undefined) return { entry, message };
  const isNamed = told !== undefined && entry.mention_count > told.mentions && isLoud(entry);
  return isNamed ? { entry, message: null } : undefined;
}

/** Whether anything of it may call. */
const isLoud = ({ muted, blocked, notify }: ConversationView): boolean => !muted && !blocked && notify !== "nothing";

function calls(message: MessageView, entry: ConversationView, me: string): boolean {
  const isForReader = entry.notify === "all" ? isUnread : isUnreadMention;
  return isLoud(entry) && isForReader(message, me, entry.last_read_seq);
}

/** Whether what was told up to `seq` still waits for its reader. */
export const stillCalls = (entry: ConversationView | undefined, seq: number): boolean =>
  entry !== undefined && isLoud(entry) && entry.last_read_seq < seq && entry.unread_count > 0;
