// Whom a text speaks to, of those in the conversation at that moment. New messages are resolved by the writer's own statement
// (`db/messages.ts`), by the same rules; this is for what is written anew.

import { membersCalled } from "../../db/mentions.ts";
import type { Sql } from "../../db/sql.ts";
import { ALL, mentionedNames } from "../protocol/mentions.ts";
import type { Role } from "../protocol/views.ts";
import { may } from "./roles.ts";

export interface Mentions {
  mentions: string[];
  mentions_all: boolean;
}

/**
 * @param tx the transaction that stores `content`, the conversation locked
 * @param senderRole of who wrote it; in a private conversation both are members
 */
export async function mentionsIn(
  tx: Sql,
  conversationId: string,
  senderRole: Role,
  content: string,
): Promise<Mentions> {
  const names = mentionedNames(content);
  return {
    mentions: names.length === 0 ? [] : await membersCalled(tx, conversationId, names),
    mentions_all: names.includes(ALL) && may({ role: senderRole, muted: false }, "mention_all"),
  };
}
