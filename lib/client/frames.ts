// What each frame of the socket means to the stores: one exhaustive switch.

import { batch } from "@preact/signals";
import { assertNever } from "../protocol/errors.ts";
import type { ChangeFrame, ServerFrame, TypingFrame } from "../protocol/server_frames.ts";
import type { Chat } from "./chat.ts";
import { withMarkOf } from "./conversation.ts";
import { isChange } from "./incoming.ts";
import { keyOfFrame } from "./target.ts";

/** Everything that arrived together is one change of the screen. */
export function receive(chat: Chat, frames: readonly ServerFrame[]): void {
  batch(() => {
    for (const frame of frames) one(chat, frame);
  });
}

function one(chat: Chat, frame: ServerFrame): void {
  if (isChange(frame)) return change(chat, frame);
  const { conversations, me } = chat;
  switch (frame.type) {
    case "ack":
      return chat.sending.acked(frame);
    case "conversation_added":
    case "conversation_updated":
      chat.know(frame.content.conversation);
      conversations.entry(frame);
      if (frame.type === "conversation_added") chat.marks.confirmDelivery();
      return chat.opened.appeared(frame.content.conversation);
    case "conversation_removed":
      return conversations.removed(frame);
    case "typing":
      return typing(chat, frame);
    case "read":
      if (frame.from === me.id) return conversations.ownMark(frame);
      return conversations.update(frame.conversation_id, (it) => withMarkOf(it, frame.from, 0, frame.read_seq));
    case "delivered":
      if (frame.from === me.id) return;
      return conversations.update(frame.conversation_id, (it) => withMarkOf(it, frame.from, frame.delivered_seq, 0));
    case "user_status":
      return chat.people.status(frame);
    case "error":
      return chat.goingOut.again(frame) ? undefined : chat.outbox.refused(frame);
    case "system":
    case "sync":
    case "resumed":
    case "pong":
    case "ok":
      return;
    default:
      return assertNever(frame);
  }
}

function change(chat: Chat, frame: ChangeFrame): void {
  chat.conversations.change(frame);
  if (frame.type === "message_updated") chat.quoted.changed(frame.message);
  if (frame.type !== "private" && frame.type !== "group") return;
  chat.clock.saw(frame.created_at);
  chat.typing.end(keyOfFrame(frame, chat.me.id), frame.from);
  if (frame.from !== chat.me.id) chat.marks.delivered(frame.conversation_id, frame.seq);
}

function typing(chat: Chat, frame: TypingFrame): void {
  const where = keyOfFrame(frame, chat.me.id);
  if (frame.from === chat.me.id) return;
  if (!frame.content.typing) chat.typing.end(where, frame.from);
  else chat.typing.begin(where, { id: frame.from, name: frame.content.username });
}
