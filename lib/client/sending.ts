// One's own messages on their way: from the outbox into the socket, and out of the outbox when their conversation has them.

import { batch } from "@preact/signals";
import { kindOf } from "./files/kinds.ts";
import { uploaded } from "./files/outgoing.ts";
import type { AckFrame } from "../protocol/server_frames.ts";
import type { ParleySocket } from "./socket.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { Outbox, Pending } from "./stores/outbox.ts";
import { type Target, targetOfKey } from "./target.ts";

/** One frame. @returns false if there is no open socket */
export function sendPending(socket: ParleySocket, target: Target, pending: Pending): boolean {
  const { client_id, content, reply_to, attachments } = pending;
  const files = attachments && { attachments: uploaded(attachments).map((it) => it.id), message_type: typeOf(pending) };
  const said = { content, client_id, ...(reply_to === undefined ? {} : { reply_to }), ...files };
  return target.kind === "private"
    ? socket.send({ type: "private", to: target.id, ...said })
    : socket.send({ type: "group", group_id: target.id, ...said });
}

const typeOf = ({ attachments = [] }: Pending): "text" | "image" | "file" =>
  attachments.length === 0 ? "text" : attachments.every((it) => kindOf(it) === "image") ? "image" : "file";

export class Sending {
  constructor(
    private readonly me: string,
    private readonly outbox: Outbox,
    private readonly conversations: Conversations,
    /** it has reached the server, which calls it `id` */
    private readonly sent: (clientId: string, id: string, conversationId: string) => void = () => {},
  ) {}

  acked(ack: AckFrame): void {
    const pending = ack.client_id === undefined ? undefined : this.outbox.find(ack.client_id);
    const target = pending && targetOfKey(pending.where);
    if (pending === undefined || target === undefined) return;
    const placed = this.conversations.acked(ack, {
      client_id: pending.client_id,
      content: pending.content,
      sender_id: this.me,
      receiver_id: target.kind === "private" ? target.id : null,
      group_id: target.kind === "group" ? target.id : null,
      reply_to: pending.reply_to ?? null,
      attachments: uploaded(pending.attachments),
      message_type: typeOf(pending),
    });
    if (placed) this.#settled(pending.client_id, ack.id, ack.conversation_id);
  }

  /** A message that is in its conversation is not pending any more, whichever way it got there. Reading it subscribes. */
  settle(): void {
    for (const { where, client_id } of this.outbox.pending.value) {
      const target = targetOfKey(where);
      const log = target && this.conversations.at(target)?.log;
      const message = log?.find((it) => it.client_id === client_id);
      if (message !== undefined) this.#settled(client_id, message.id, message.conversation_id);
    }
  }

  #settled(clientId: string, id: string, conversationId: string): void {
    // At once for all who look: in between, nobody would know its name.
    batch(() => {
      this.outbox.drop(clientId);
      this.sent(clientId, id, conversationId);
    });
  }
}
