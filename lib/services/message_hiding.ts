// Hiding a message from one's own view: it takes no rev, for nobody else knows, but a me_rev, so that one's other devices do.

import { nextMeRevs } from "../../db/heads.ts";
import { hideMessage, lockPlace } from "../../db/hidden.ts";
import { placeOf } from "../../db/marks.ts";
import { changeable } from "../../db/message_changes.ts";
import { lockConversations } from "../../db/messages.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import { notFound } from "../protocol/errors.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { ofTheSystem } from "./message_change.ts";

/**
 * Hides a message from the actor; once more changes nothing.
 * @throws ParleyError `not_found` `forbidden` (of the system)
 */
export async function hide(deps: ChatDeps, { userId }: Actor, messageId: string): Promise<void> {
  const place = await placeOf(deps.db, userId, messageId);
  if (place === undefined) throw notFound("This message");
  const meRev = await retrying(() =>
    deps.db.transaction(async (tx) => {
      // A change of the message is told to all but those who had hidden it before: which is first, this lock decides.
      await lockConversations(tx, [place.conversation_id]);
      return await hideLocked(tx, userId, messageId);
    })
  );
  if (meRev !== undefined) deps.bus.publish({ kind: "person", user_id: userId, me_rev: meRev });
}

/** @returns the number it took; undefined if it was hidden before */
async function hideLocked(tx: Sql, userId: string, messageId: string): Promise<number | undefined> {
  const message = await changeable(tx, userId, messageId);
  if (message === undefined) throw notFound("This message");
  if (message.message_type === "system") throw ofTheSystem();
  if (message.is_hidden) return undefined;
  const { conversation_id: conversationId, seq } = message;
  await lockPlace(tx, userId, conversationId);
  const meRev = (await nextMeRevs(tx, [userId])).get(userId);
  if (meRev === undefined) throw new Error("a member is nobody");
  await hideMessage(tx, { userId, conversationId, seq, messageId, meRev });
  return meRev;
}
