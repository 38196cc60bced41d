// The messages of one conversation as an array by `seq`: a window that ends at the latest and may begin in the middle. Pure.

import type { AckFrame, MessageFrame } from "../protocol/server_frames.ts";
import type { FileView, MessageType, MessageView } from "../protocol/views.ts";

export type Log = readonly MessageView[];

/** Where `seq` is, or would be inserted. */
export function indexOf(log: Log, seq: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const held = (log: Log, seq: number): MessageView | undefined => {
  const message = log[indexOf(log, seq)];
  return message?.seq === seq ? message : undefined;
};

/** Puts `message` at its `seq`. Of two copies the one with the larger `rev` wins; what only its sender (`client_id`) or only its
 * reader (`my_reactions`) is told is kept where it is left out. */
export function place(log: Log, message: MessageView): Log {
  const at = indexOf(log, message.seq);
  const present = log[at]?.seq === message.seq ? log[at] : undefined;
  if (present !== undefined && present.rev > message.rev) return log;
  const client_id = message.client_id ?? present?.client_id ?? null;
  const my_reactions = message.my_reactions ?? present?.my_reactions ?? [];
  return log.toSpliced(at, present === undefined ? 0 : 1, { ...message, client_id, my_reactions });
}

export const placeAll = (log: Log, messages: Iterable<MessageView>): Log => {
  for (const message of messages) log = place(log, message);
  return log;
};

/** REST answers say how far a message got: the furthest of one's own says it for all before it. */
export function marksOf(log: Log, me: string): { delivered: number; read: number } {
  const mine = log.filter((message) => message.sender_id === me);
  const read = mine.findLast((message) => message.status === "read")?.seq ?? 0;
  const delivered = mine.findLast((message) => message.status === "delivered")?.seq ?? 0;
  return { delivered, read };
}

const fresh = {
  attachments: [],
  mentions: [],
  mentions_all: false,
  forwarded_from: null,
  event: null,
  reactions: [],
  pinned_at: null,
  is_deleted: false,
  recalled_at: null,
  edited_at: null,
};

/** A new message as its frame tells it. */
export const messageOfFrame = (frame: MessageFrame): MessageView => ({
  ...fresh,
  id: frame.id,
  conversation_id: frame.conversation_id,
  seq: frame.seq,
  rev: frame.rev,
  sender_id: frame.from,
  receiver_id: frame.to ?? null,
  group_id: frame.group_id ?? null,
  content: frame.content,
  message_type: frame.message_type,
  reply_to: frame.reply_to ?? null,
  attachments: frame.attachments ?? [],
  mentions: frame.mentions ?? [],
  mentions_all: frame.mentions_all ?? false,
  forwarded_from: frame.forwarded_from ?? null,
  event: frame.event ?? null,
  created_at: frame.created_at,
  updated_at: frame.created_at,
});

/** What an ack leaves out of one's own message, since the sender has it. */
export interface Sent {
  client_id: string;
  sender_id: string;
  receiver_id: string | null;
  group_id: string | null;
  content: string;
  reply_to: string | null;
  attachments: FileView[];
  message_type: MessageType;
}

/** One's own message, as its ack confirms it. */
export const messageOfAck = (ack: AckFrame, sent: Sent): MessageView => ({
  ...fresh,
  ...sent,
  mentions: ack.mentions ?? [],
  mentions_all: ack.mentions_all ?? false,
  id: ack.id,
  conversation_id: ack.conversation_id,
  seq: ack.seq,
  rev: ack.rev,
  created_at: ack.created_at,
  updated_at: ack.created_at,
});

/** One's own message before it is sent, as far as what is done with messages has to know: it is called by its client_id. */
export const messageOfPending = (
  { client_id, content, created_at, reply_to }: Pick<MessageView, "content" | "created_at"> & {
    client_id: string;
    reply_to?: string;
  },
  of: Pick<MessageView, "conversation_id" | "sender_id">,
): MessageView => ({
  ...fresh,
  ...of,
  id: client_id,
  seq: 0,
  rev: 0,
  receiver_id: null,
  group_id: null,
  content,
  message_type: "text",
  reply_to: reply_to ?? null,
  created_at,
  updated_at: created_at,
});
