// What the search page shows: messages with their authors and conversations; on the first page people and groups as well.

import type { MessageResults } from "../protocol/answers.ts";
import type { ConversationView, GroupView, UserView } from "../protocol/views.ts";
import type { Actor, Deps } from "../services/deps.ts";
import { conversationEntries } from "../services/entries.ts";
import * as people from "../services/people.ts";
import * as search from "../services/search.ts";

export interface Found {
  people: UserView[];
  groups: GroupView[];
  results: MessageResults;
  authors: Map<string, UserView>;
  conversations: Map<string, ConversationView>;
}

const SHOWN = 30;
const NOTHING: Found = {
  people: [],
  groups: [],
  results: { results: [], has_more: false, next_cursor: null },
  authors: new Map(),
  conversations: new Map(),
};

/** @throws ParleyError `invalid_field` (cursor) `rate_limited` */
export async function searchPage(
  deps: Deps,
  actor: Actor,
  { q, cursor }: { q: string; cursor: string | undefined },
): Promise<Found> {
  if (q === "") return NOTHING;
  const named = cursor === undefined ? await search.everything(deps, actor, { q }) : NOTHING;
  const results = await search.messages(deps, actor, { q, cursor, limit: SHOWN });
  const messages = results.results.map((it) => it.message);
  const [authors, entries] = await Promise.all([
    Promise.all([...new Set(messages.map((it) => it.sender_id))].map((id) => people.get(deps, actor, id))),
    conversationEntries(deps, actor.userId, [...new Set(messages.map((it) => it.conversation_id))]),
  ]);
  return {
    people: named.people.filter((it) => it.id !== actor.userId),
    groups: named.groups,
    results,
    authors: new Map(authors.map((it) => [it.id, it])),
    conversations: new Map(entries.map(({ view }) => [view.id, view])),
  };
}
