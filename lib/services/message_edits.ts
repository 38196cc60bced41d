// Editing: another wording of one's own message. Everybody who may see the message may see what it said before.

import { editsCount, editsOf, keepWording } from "../../db/edits.ts";
import { rewrite } from "../../db/message_changes.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import { exceedsBytes } from "../protocol/fields.ts";
import type { EditBody } from "../protocol/rest.ts";
import type { EditView, MessageView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { mentionsIn } from "./mentions.ts";
import { changingMessage, ofTheSystem } from "./message_change.ts";
import { demandReachable, demandSender, demandThere, standingOf } from "./message_rules.ts";
import { demand } from "./roles.ts";

/**
 * Gives a message another wording; the same one changes nothing.
 * @throws ParleyError `too_large` `invalid_field` `not_found` `forbidden` (another's, or muted) `gone` `not_reachable` `limit_reached`
 */
export function edit(deps: ChatDeps, actor: Actor, messageId: string, { content }: EditBody): Promise<MessageView> {
  if (exceedsBytes(content, deps.limits.messageBytes)) {
    throw new ParleyError("too_large", `A message may have ${deps.limits.messageBytes} bytes.`);
  }
  return changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    demandSender(message, actor);
    demandThere(message);
    demand(standingOf(message), "edit_own");
    await demandReachable(tx, actor, message);
    if (message.content === content) return;
    if (content === "" && !message.has_files) throw invalidField("content", "must not be empty");
    const edits = await editsCount(tx, messageId);
    if (edits >= deps.limits.editsPerMessage) {
      throw new ParleyError("limit_reached", `A message can be edited ${deps.limits.editsPerMessage} times.`);
    }
    const mentions = await mentionsIn(tx, message.conversation_id, message.role, content);
    await keepWording(tx, messageId, edits + 1);
    await store((change) => rewrite(tx, change, { content, ...mentions }));
  });
}

/**
 * What a message said before, the oldest first; nothing of one that was deleted or recalled.
 * @throws ParleyError `not_found` `forbidden` (of the system)
 */
export async function edits(deps: Pick<ChatDeps, "db">, actor: Actor, messageId: string): Promise<EditView[]> {
  const read = await editsOf(deps.db, actor.userId, messageId);
  if (read === undefined) throw notFound("This message");
  if (read.message_type === "system") throw ofTheSystem();
  return read.edits;
}
