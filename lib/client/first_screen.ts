// The stores as the server rendered them: the first screen needs no request, and the browser begins with what is on it.

import type { Chat } from "./chat.ts";
import type { ChatState, OpenPage } from "./chat_state.ts";
import { takeDrafts } from "./draft_link.ts";
import { withPins } from "./pins.ts";
import { targetKey } from "./target.ts";

export function beginWith(chat: Chat, { list, open, people, written, kept = [] }: ChatState): void {
  chat.conversations.begin(list);
  for (const of of kept) chat.conversations.update(of.entry.id, () => of);
  chat.people.know([chat.me, ...list.conversations.flatMap((it) => it.peer ?? []), ...people]);
  takeDrafts(chat.drafts, list.conversations);
  if (open === null) return;
  if (written !== undefined) chat.drafts.set(targetKey(open.target), written);
  chat.quoted.know(open.quoted ?? []);
  if (open.isBlocked !== undefined) chat.blocked.value = new Map([[open.target.id, open.isBlocked]]);
  const id = chat.conversations.at(open.target)?.entry.id;
  if (id !== undefined) show(chat, id, open);
}

function show(chat: Chat, id: string, { page, isAround, pins, group, announcementRead }: OpenPage): void {
  const { windows } = chat.conversations;
  if (isAround) windows.placeAround(id, page);
  else windows.place(id, page);
  if (pins !== undefined) chat.conversations.update(id, (it) => withPins(it, pins));
  if (group === undefined) return;
  chat.people.know(group.members.map((it) => it.user));
  const { announcement_at } = group.group;
  if (announcementRead && announcement_at !== null) chat.seen.know(group.group.id, announcement_at);
  windows.placeMembers(id, group.members, group.rev);
}
