// A message as a device shows it, written from the wire contract alone: from a view, from the frame that told of it first, and from
// one that told of a change.

import type { Frame } from "./person.ts";

/** A message of an answer, without what the marks tell and what only its sender is told. */
export function shownMessage(view: Frame): Frame {
  const { status: _, is_read: __, read_at: ___, client_id: ____, ...shown } = view;
  return { ...shown, my_reactions: [...shown.my_reactions ?? []].sort() };
}

/** A message as its first frame tells it. */
export const newMessage = (frame: Frame): Frame => ({
  id: frame.id,
  conversation_id: frame.conversation_id,
  seq: frame.seq,
  rev: frame.rev,
  sender_id: frame.from,
  receiver_id: frame.to ?? null,
  group_id: frame.group_id ?? null,
  content: frame.content,
  message_type: frame.message_type ?? "text",
  reply_to: frame.reply_to ?? null,
  attachments: frame.attachments ?? [],
  mentions: frame.mentions ?? [],
  mentions_all: frame.mentions_all ?? false,
  forwarded_from: frame.forwarded_from ?? null,
  event: frame.event ?? null,
  reactions: [],
  my_reactions: [],
  pinned_at: null,
  is_deleted: false,
  recalled_at: null,
  edited_at: null,
  created_at: frame.created_at,
  updated_at: frame.created_at,
});

/** A message as a frame that changed it leaves it, to one of `me` who held `before` of it. */
export function changedMessage(frame: Frame, before: Frame | undefined, me: string): Frame {
  const mine = new Set<string>(before?.my_reactions);
  for (const { user_id, emoji, on } of frame.reacted ?? []) {
    if (user_id === me && on) mine.add(emoji);
    else if (user_id === me) mine.delete(emoji);
  }
  const gone = frame.message.is_deleted || frame.message.recalled_at !== null;
  return shownMessage({ ...frame.message, my_reactions: gone ? [] : [...mine] });
}
