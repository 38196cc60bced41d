// Reactions: an emoji a person on a message. Whoever leaves the conversation leaves theirs behind, like what they said.

import { touchMessage } from "../../db/message_changes.ts";
import { reactionsAt, reactorsOf, setReaction } from "../../db/reactions.ts";
import type { Sql } from "../../db/sql.ts";
import type { ReactionsAnswer } from "../protocol/answers.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { MessageView, UserView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { changingMessage, type MessageScene, ofTheSystem } from "./message_change.ts";
import { demandReachable, demandThere, standingOf } from "./message_rules.ts";
import { demand } from "./roles.ts";
import { userView } from "./user_view.ts";

/** One emoji as people see it, in the form recommended for general interchange: also flags, families, skin tones (UTS 51). */
const EMOJI = /^\p{RGI_Emoji}$/v;

/** @throws ParleyError `invalid_field` */
function demandEmoji(emoji: string): void {
  if (!EMOJI.test(emoji)) throw invalidField("emoji", "not one emoji");
}

/**
 * Reacts to a message; once more is the same as once.
 * @throws ParleyError `invalid_field` `not_found` `forbidden` (muted) `gone` `not_reachable` `limit_reached`
 */
export function react(deps: ChatDeps, actor: Actor, messageId: string, emoji: string): Promise<MessageView> {
  demandEmoji(emoji);
  return changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    demandThere(message);
    demand(standingOf(message), "react");
    await demandReachable(tx, actor, message);
    const present = await reactionsAt(tx, messageId, actor.userId, emoji);
    if (present.mine) return;
    if (!present.used && present.emoji >= deps.limits.emojiPerMessage) {
      throw new ParleyError("limit_reached", `A message can have ${deps.limits.emojiPerMessage} different emoji.`);
    }
    await store(...changeOf(tx, actor, message.conversation_id, emoji, true));
  });
}

/** Takes a reaction back; one that is not there changes nothing. @throws ParleyError `invalid_field` `not_found` `gone` */
export function unreact(deps: ChatDeps, actor: Actor, messageId: string, emoji: string): Promise<MessageView> {
  demandEmoji(emoji);
  return changingMessage(deps, actor, messageId, async ({ tx, message, store }) => {
    demandThere(message);
    const present = await reactionsAt(tx, messageId, actor.userId, emoji);
    if (present.mine) await store(...changeOf(tx, actor, message.conversation_id, emoji, false));
  });
}

const changeOf = (
  tx: Sql,
  { userId }: Actor,
  conversationId: string,
  emoji: string,
  on: boolean,
): Parameters<MessageScene["store"]> => [
  async (change) => {
    await setReaction(tx, { messageId: change.messageId, conversationId, userId, emoji, rev: change.rev, on });
    await touchMessage(tx, change);
  },
  { reacted: [{ user_id: userId, emoji, on }] },
];

/**
 * Who reacted to a message by emoji, a page of people at a time in the order of their ids.
 * @throws ParleyError `not_found` `forbidden` (of the system)
 */
export async function reactions(
  deps: Pick<ChatDeps, "db">,
  actor: Actor,
  messageId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ReactionsAnswer> {
  const read = await reactorsOf(deps.db, actor.userId, messageId, { after, limit: limit + 1 });
  if (read === undefined) throw notFound("This message");
  if (read.message_type === "system") throw ofTheSystem();
  const page = read.reactors.slice(0, limit);
  const byEmoji = new Map<string, UserView[]>();
  for (const { user, emoji } of page) {
    for (const one of emoji) byEmoji.set(one, [...byEmoji.get(one) ?? [], userView(user, actor.userId)]);
  }
  return {
    reactions: [...byEmoji].map(([emoji, users]) => ({ emoji, users })),
    next_after: read.reactors.length > limit ? page.at(-1)?.user.id ?? null : null,
  };
}
