// What one does with messages that are there: each asks the server and puts its answer in place at once; the frame that follows finds it
// done. Refusals are the caller's to tell.

import type { MessageView } from "../protocol/views.ts";
import * as api from "./message_api.ts";
import { newClientId } from "./random.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { Quoted } from "./stores/quoted.ts";
import { Reacting } from "./stores/reacting.ts";
import type { Target } from "./target.ts";

export class Actions {
  readonly reacting: Reacting;

  constructor(private readonly conversations: Conversations, private readonly quoted: Quoted) {
    const send = async (id: string, emoji: string, on: boolean) =>
      (await (on ? api.react : api.unreact)(id, emoji)).message;
    this.reacting = new Reacting(send, (message) => this.#news(message));
  }

  edit = async (id: string, content: string): Promise<void> => this.#news((await api.edit(id, content)).message);

  recall = async (id: string): Promise<void> => this.#news((await api.recall(id)).message);

  pin = async ({ id }: MessageView, on: boolean): Promise<void> =>
    this.#news((await (on ? api.pin : api.unpin)(id)).message);

  /** For everybody. */
  async remove(id: string): Promise<void> {
    await api.remove(id);
  }

  /** For oneself. */
  async hide({ id, conversation_id }: MessageView): Promise<void> {
    await api.hide(id);
    this.conversations.hide(conversation_id, new Set([id]));
  }

  async forward({ id }: MessageView, to: Target): Promise<void> {
    await api.forward(id, to, newClientId());
  }

  #news(message: MessageView): void {
    this.conversations.news(message);
    this.quoted.changed(message);
  }
}
