// What a target is called and looks like, whether or not there is a conversation yet.

import type { Chat } from "../../lib/client/chat.ts";
import { fullName, titleOf } from "../../lib/client/names.ts";
import type { Target } from "../../lib/client/target.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";

export function titleAt(chat: Chat, target: Target, t: Dictionary): string {
  if (target.id === chat.me.id) return t.list.notes;
  if (target.kind === "private") {
    const person = chat.people.get(target.id);
    if (person !== undefined) return fullName(person);
  }
  const entry = chat.conversations.at(target)?.entry;
  return entry === undefined ? t.thread.unknown : titleOf(entry, chat.me.id, t.list.notes);
}

/** The address of its picture, or "". */
export function pictureAt(chat: Chat, target: Target): string {
  if (target.kind === "group") return chat.conversations.at(target)?.entry.group?.avatar ?? "";
  return (chat.people.get(target.id) ?? chat.conversations.at(target)?.entry.peer)?.avatar ?? "";
}
