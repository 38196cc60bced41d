// People to mention: who is in the conversation, by user name and name.

import { type Conversation, present } from "../../../lib/client/conversation.ts";
import type { Chat } from "../../../lib/client/chat.ts";
import { fullName } from "../../../lib/client/names.ts";
import { isAdmin, roleIn } from "../../../lib/client/rights.ts";
import { ALL } from "../../../lib/protocol/mentions.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import type { Suggestion } from "./use_suggestions.ts";

interface Person {
  /** undefined: everybody */
  id?: string;
  username: string;
  name: string;
  /** the address of their picture */
  picture?: string;
}

/** Those whose user name or name begins so first, then those that have it within. @param everybody what that is called */
export function suggestPeople(chat: Chat, of: Conversation, query: string, everybody: string): Suggestion[] {
  const wanted = nameKey(query);
  const rank = ({ username, name }: Person) => {
    const keys = [nameKey(username), nameKey(name)];
    return keys.some((it) => it.startsWith(wanted)) ? 0 : keys.some((it) => it.includes(wanted)) ? 1 : 2;
  };
  const all = of.entry.group !== undefined && isAdmin(roleIn(of, chat.me.id))
    ? [{ username: ALL, name: everybody }]
    : [];
  return [...peopleOf(chat, of), ...all].map((it) => ({ it, rank: rank(it) })).filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank).map(({ it }) => suggestion(it));
}

function peopleOf(chat: Chat, of: Conversation): Person[] {
  const ids = of.entry.group === undefined
    ? of.entry.peer === undefined ? [] : [of.entry.peer.id]
    : present(of).map((it) => it.user_id);
  return ids.filter((id) => id !== chat.me.id).flatMap((id): Person[] => {
    const person = chat.people.get(id);
    return person === undefined
      ? []
      : [{ id, username: person.username, name: fullName(person), picture: person.avatar }];
  });
}

const suggestion = ({ id, username, name, picture }: Person): Suggestion => ({
  key: username,
  insert: `@${username} `,
  title: name,
  detail: `@${username}`,
  sign: id === undefined
    ? { id: username, name: "@", kind: "group" }
    : { id, name, kind: "person", ...(picture === undefined ? {} : { picture }) },
});
