// One's own reactions: frames are the same for everybody, so that each client knows its own person's from who gave which. Pure.

import type { MessageUpdatedFrame } from "../protocol/server_frames.ts";
import type { MessageView, ReactionView } from "../protocol/views.ts";
import { find } from "./around.ts";
import type { Conversation } from "./conversation.ts";

/** The message of a frame, with what this person has reacted to it. */
export function withMine(of: Conversation, { message, reacted = [] }: MessageUpdatedFrame, me: string): MessageView {
  const mine = new Set(find(of, message.id)?.my_reactions);
  for (const { user_id, emoji, on } of reacted) {
    if (user_id !== me) continue;
    if (on) mine.add(emoji);
    else mine.delete(emoji);
  }
  // A message that is gone has none, nobody having taken theirs back.
  const there = message.reactions.map((it) => it.emoji);
  return { ...message, my_reactions: there.filter((emoji) => mine.has(emoji)) };
}

/** Emoji → given (true) or taken back, before the server has said so. */
export type Wishes = ReadonlyMap<string, boolean>;

/** The reactions as they will be once the server has followed. */
export function wished(
  message: MessageView,
  wishes: Wishes,
  me: string,
): Pick<MessageView, "reactions" | "my_reactions"> {
  let reactions = message.reactions;
  const mine = new Set(message.my_reactions);
  for (const [emoji, on] of wishes) {
    if (mine.has(emoji) === on) continue;
    if (on) mine.add(emoji);
    else mine.delete(emoji);
    reactions = counted(reactions, emoji, on, me);
  }
  return { reactions, my_reactions: [...mine] };
}

function counted(reactions: readonly ReactionView[], emoji: string, on: boolean, me: string): ReactionView[] {
  const before = reactions.find((it) => it.emoji === emoji);
  if (before === undefined) return on ? [...reactions, { emoji, count: 1, user_ids: [me] }] : [...reactions];
  const user_ids = before.user_ids.filter((id) => id !== me);
  const after = {
    emoji,
    count: before.count + (on ? 1 : -1),
    user_ids: on ? [...user_ids, me].slice(0, 3) : user_ids,
  };
  return reactions.flatMap((it) => it !== before ? [it] : after.count === 0 ? [] : [after]);
}
