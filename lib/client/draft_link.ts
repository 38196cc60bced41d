// Drafts and the conversations that they belong to: drafts go by target, the server keeps them by conversation.

import type { ConversationView } from "../protocol/views.ts";
import type { Draft } from "./api.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { Drafts, DraftServer } from "./stores/drafts.ts";
import { targetKey, targetOf, targetOfKey } from "./target.ts";

export interface DraftSource {
  saveDraft(conversationId: string, draft: Draft): Promise<{ draft: Draft }>;
}

export const draftServer = (conversations: Conversations, source: DraftSource): DraftServer => ({
  idOf: (where) => {
    const target = targetOfKey(where);
    return target && conversations.at(target)?.entry.id;
  },
  save: async (id, draft) => (await source.saveDraft(id, draft)).draft,
});

/** The drafts that the entries of the list tell of. */
export function takeDrafts(drafts: Drafts, entries: readonly ConversationView[]): void {
  for (const entry of entries) {
    const target = targetOf(entry);
    if (target !== undefined) drafts.entry(targetKey(target), entry.draft, entry.draft_version);
  }
}
