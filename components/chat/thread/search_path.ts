// The address of a search in one conversation.

import { isAt } from "../../../lib/client/moving.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";

/** What `in:"…"` cannot hold: it ends at any quote, and a sign before a name is left out. */
const UNQUOTABLE = /["“”„]|^[@#]/;

/** By the group's name or the person's user name where that says it, else by the conversation's id. */
export function searchPath(of: Conversation, me: string): string {
  const { id, group, peer } = of.entry;
  const name = group?.name ?? peer?.username ?? "";
  const isName = name !== "" && !UNQUOTABLE.test(name) && !isAt(of, { kind: "private", id: me });
  return `/search?${new URLSearchParams({ q: isName ? `in:"${name}"` : `in:${id}` })}`;
}
