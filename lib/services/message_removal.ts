// Taking back what was said: deleting, and recalling within a time. Either way nothing of it remains but that it was there.

import { erase } from "../../db/message_changes.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { MessageView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { changingMessage } from "./message_change.ts";
import { demandSender, gone, isPrivate, standingOf } from "./message_rules.ts";
import { demand } from "./roles.ts";

/**
 * Deletes a message: one's own, or as an admin of the group anybody's. One that is gone already stays as it is.
 * @throws ParleyError `not_found` `forbidden`
 */
export const remove = (deps: ChatDeps, actor: Actor, messageId: string): Promise<MessageView> =>
  changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    if (isPrivate(message)) demandSender(message, actor);
    else demand(standingOf(message), message.sender_id === actor.userId ? "delete_own" : "delete_others");
    if (message.is_deleted || message.is_recalled) return;
    await store((change) => erase(tx, change, "deleted_at"));
  });

/**
 * Takes one's message back, as long as it is not older than the limit by the database's clock. Once more changes nothing.
 * @throws ParleyError `not_found` `forbidden` `gone` (deleted) `recall_window_over`
 */
export const recall = (deps: ChatDeps, actor: Actor, messageId: string): Promise<MessageView> =>
  changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    demandSender(message, actor);
    if (message.is_recalled) return;
    if (message.is_deleted) throw gone();
    if (message.age > deps.limits.recallSeconds) {
      throw new ParleyError("recall_window_over", "This message can no longer be recalled. You can delete it.");
    }
    await store((change) => erase(tx, change, "recalled_at"));
  });
