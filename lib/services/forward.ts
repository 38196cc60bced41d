// Forwarding: a copy of what one may read, sent like any message, with the name of who said it first.

import { copySentWith } from "../../db/edits.ts";
import { sentWith } from "../../db/history.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { ForwardBody, SendBody } from "../protocol/rest.ts";
import type { MessageView } from "../protocol/views.ts";
import { privateConversation } from "./conversations.ts";
import type { Actor, Deps } from "./deps.ts";
import * as history from "./history.ts";
import { ofTheSystem } from "./message_change.ts";
import { gone } from "./message_rules.ts";
import { send } from "./messages.ts";

type Original = MessageView & { message_type: SendBody["message_type"] };

/** The copy that was sent. */
export interface Forwarded {
  id: string;
  duplicate: boolean;
}

/**
 * Sends a copy of a message to a person or a group.
 * @throws ParleyError `not_found` `forbidden` (of the system, or muted there) `gone`, and those of `send`
 */
export async function forward(
  deps: Deps,
  actor: Actor,
  messageId: string,
  target: ForwardBody,
): Promise<Forwarded> {
  let original: Original | undefined;
  try {
    original = await readable(deps, actor, messageId);
    return await copy(deps, actor, original, target);
  } catch (error) {
    // A repeat is answered whatever became of the original since: it is gone, or says something else by now.
    if (original !== undefined && !isReused(error)) throw error;
    const id = await sentBefore(deps, actor, target, original?.id);
    if (id === undefined) throw error;
    return { id, duplicate: true };
  }
}

const isReused = (error: unknown): boolean => error instanceof ParleyError && error.code === "client_id_reused";

function copy(deps: Deps, actor: Actor, original: Original, target: ForwardBody): Promise<Forwarded> {
  const { content, message_type } = original;
  const attachments = original.attachments.map(({ id }) => id);
  const { to, group_id = "", client_id } = target;
  const author = original.forwarded_from ?? original.sender_id;
  return send(
    deps,
    actor,
    to === undefined ? { group_id } : { to },
    { content, message_type, client_id, attachments },
    undefined,
    author,
  );
}

async function readable(deps: Deps, actor: Actor, messageId: string): Promise<Original> {
  const { message_type, ...original } = await history.one(deps, actor, messageId);
  if (message_type === "system") throw ofTheSystem();
  if (original.is_deleted || original.recalled_at !== null) throw gone();
  return { ...original, message_type };
}

/** @param originalId of a message that must have said then what was sent */
async function sentBefore(
  deps: Deps,
  actor: Actor,
  target: ForwardBody,
  originalId: string | undefined,
): Promise<string | undefined> {
  if (target.client_id === undefined) return undefined;
  const conversationId = target.to === undefined
    ? target.group_id
    : await privateConversation(deps, actor, target.to, { make: false });
  if (conversationId === undefined) return undefined;
  if (originalId === undefined) return await sentWith(deps.db, actor.userId, conversationId, target.client_id);
  return await copySentWith(deps.db, actor.userId, conversationId, target.client_id, originalId);
}
