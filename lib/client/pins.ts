// The pinned messages of a conversation, newest pin first. Pure.

import type { MessageView } from "../protocol/views.ts";
import { alive, type Conversation } from "./conversation.ts";

/** A message that changed: pinned, taken down, or said otherwise. */
export function withPin(of: Conversation, message: MessageView): Conversation {
  const { pins } = of;
  if (pins === null) return of;
  const before = pins.find((it) => it.id === message.id);
  const isPinned = message.pinned_at !== null && alive(message);
  if (before === undefined ? !isPinned : before.rev > message.rev) return of;
  const others = pins.filter((it) => it !== before);
  return { ...of, pins: isPinned ? [...others, message].sort(newestFirst) : others };
}

export const withPins = (of: Conversation, pins: readonly MessageView[]): Conversation => ({ ...of, pins });

const newestFirst = (a: MessageView, b: MessageView) => (a.pinned_at ?? "") < (b.pinned_at ?? "") ? 1 : -1;
