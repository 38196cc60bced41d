// Pinned messages: by the admins of a group, which is told in it; in a private conversation by either of the two.

import { pin as pinRow, unpin as unpinRow } from "../../db/message_changes.ts";
import { pinsCount, readPins } from "../../db/pins.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { MessageView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { changingMessage } from "./message_change.ts";
import { demandReachable, demandThere, isPrivate, standingOf } from "./message_rules.ts";
import { demand } from "./roles.ts";
import { messageViewFor } from "./views.ts";

/**
 * Pins a message; one that is pinned stays as it is.
 * @throws ParleyError `not_found` `forbidden` `gone` `not_reachable` `limit_reached`
 */
export const pin = (deps: ChatDeps, actor: Actor, messageId: string): Promise<MessageView> =>
  changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    if (!isPrivate(message)) demand(standingOf(message), "pin");
    demandThere(message);
    await demandReachable(tx, actor, message);
    if (message.is_pinned) return;
    if (await pinsCount(tx, message.conversation_id) >= deps.limits.pinsPerConversation) {
      const { pinsPerConversation } = deps.limits;
      throw new ParleyError("limit_reached", `A conversation can have ${pinsPerConversation} pinned messages.`);
    }
    const told = isPrivate(message) ? {} : { event: { kind: "message_pinned", message_id: messageId } } as const;
    await store((change) => pinRow(tx, change), told);
  });

/** Unpins a message; one that is not pinned stays as it is. @throws ParleyError `not_found` `forbidden` `not_reachable` */
export const unpin = (deps: ChatDeps, actor: Actor, messageId: string): Promise<MessageView> =>
  changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    if (!isPrivate(message)) demand(standingOf(message), "pin");
    await demandReachable(tx, actor, message);
    if (message.is_pinned) await store((change) => unpinRow(tx, change));
  });

/**
 * The pinned messages of a conversation, the newest pin first, and the head in the same snapshot.
 * @throws ParleyError `not_found`
 */
export async function pins(
  deps: Pick<ChatDeps, "db">,
  actor: Actor,
  conversationId: string,
): Promise<{ messages: MessageView[]; rev: number }> {
  const read = await readPins(deps.db, actor.userId, conversationId);
  if (read === undefined) throw notFound("This conversation");
  const messages = read.messages.map((row) => messageViewFor(row, read, actor.userId, read.top));
  return { messages, rev: read.rev };
}
