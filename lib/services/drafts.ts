// Drafts: what was begun and not sent, one a person and conversation, on all their devices.

import { exceedsBytes } from "../protocol/fields.ts";
import { mergeDrafts } from "../protocol/drafts.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { DraftBody } from "../protocol/rest.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { changingOwn } from "./own_conversation.ts";

/** A draft as it is stored: the version goes up with every change. */
export interface Draft {
  content: string;
  version: number;
}

/**
 * Saves what was made from `version` of the draft; one that was changed elsewhere meanwhile is merged with it. "" is no draft: it
 * clears the version that it was made from, and nothing else.
 * @throws ParleyError `too_large` (also of what the merging would make: nothing is cut off) `not_found`
 */
export async function saveDraft(
  deps: ChatDeps,
  actor: Actor,
  conversationId: string,
  { content, version }: DraftBody,
): Promise<Draft> {
  const demandSize = (text: string) => {
    if (!exceedsBytes(text, deps.limits.messageBytes)) return text;
    throw new ParleyError("too_large", `A draft may have ${deps.limits.messageBytes} bytes.`);
  };
  demandSize(content);
  const own = await changingOwn(deps, actor, conversationId, (own) => {
    const draft = version === own.draft_version ? content : demandSize(mergeDrafts(own.draft, content));
    return draft === own.draft ? own : { ...own, draft, draft_version: own.draft_version + 1 };
  });
  return { content: own.draft, version: own.draft_version };
}
