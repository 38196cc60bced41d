// How the people of a message are called where it is shown.

import { fullName } from "../../lib/client/names.ts";
import type { Chat } from "../../lib/client/chat.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { ALL } from "../../lib/protocol/mentions.ts";
import { nameKey } from "../../lib/protocol/names.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import type { Named } from "./message/MessageText.tsx";
import { hrefOf } from "./paths.ts";

export function nameOf(chat: Chat, id: string, t: Dictionary): string {
  const person = chat.people.get(id);
  return person === undefined ? t.thread.unknown : fullName(person);
}

/** The same, one being "you". */
export const nameOrYou = (chat: Chat, id: string, t: Dictionary): string =>
  id === chat.me.id ? t.message.you : nameOf(chat, id, t);

/** Those whom a message speaks to, by folded name. */
export function namedIn(chat: Chat, message: MessageView, t: Dictionary): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  for (const id of message.mentions) {
    const person = chat.people.get(id);
    if (person === undefined) continue;
    const href = hrefOf({ kind: "private", id });
    named.set(nameKey(person.username), { href, title: fullName(person), isMe: id === chat.me.id });
  }
  if (message.mentions_all) named.set(ALL, { title: t.message.all, isMe: message.sender_id !== chat.me.id });
  return named;
}
