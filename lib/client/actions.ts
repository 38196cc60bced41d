// What one does with messages and conversations that are there: on screen at once, done by the server now or as soon as it can be reached.
// What is not sent yet is changed here. Refusals are the caller's to tell.

import type { OwnSettings } from "./api.ts";
import { aboutOf } from "./deed.ts";
import * as api from "./message_api.ts";
import type { Deeds, Outcome } from "./stores/deeds.ts";
import type { Outbox, Pending } from "./stores/outbox.ts";
import type { Target } from "./target.ts";

/** As much of a message as its deeds have to know. Of one that is not sent yet, `id` is its client_id. */
export interface Known {
  id: string;
  conversation_id: string;
}

export class Actions {
  /** @param discard gives a message up that is not sent yet */
  constructor(
    private readonly deeds: Deeds,
    private readonly outbox: Outbox,
    private readonly discard: (pending: Pending) => void,
  ) {}

  async edit({ id, conversation_id }: Known, content: string): Promise<Outcome> {
    const deed = { kind: "edit" as const, id, content, conversation_id, at: now() };
    // An earlier change of it may wait already, and would have the last word.
    if (this.deeds.peek(aboutOf(deed)) === undefined && this.outbox.rewrite(id, content)) return "done";
    return await this.deeds.do(deed);
  }

  recall = ({ id, conversation_id }: Known): Promise<Outcome> =>
    this.deeds.do({ kind: "recall", id, conversation_id, at: now() });

  pin = ({ id, conversation_id }: Known, on: boolean): Promise<Outcome> =>
    this.deeds.do({ kind: "pin", id, on, conversation_id, at: now() });

  /** Gives the reaction, or takes it back, by the last wish. */
  react({ id, conversation_id, my_reactions = [] }: Known & { my_reactions?: string[] }, emoji: string) {
    const deed = { kind: "react" as const, id, emoji, on: true, conversation_id, at: now() };
    const before = this.deeds.peek(aboutOf(deed));
    const isOn = before?.kind === "react" ? before.on : my_reactions.includes(emoji);
    return this.deeds.do({ ...deed, on: !isOn });
  }

  /** For everybody. */
  async remove({ id, conversation_id }: Known): Promise<Outcome> {
    const unsent = this.outbox.unstored(id);
    if (unsent !== undefined) {
      this.discard(unsent);
      return "done";
    }
    return await this.deeds.do({ kind: "remove", id, conversation_id, at: now() });
  }

  /** For oneself. */
  hide = ({ id, conversation_id }: Known): Promise<Outcome> =>
    this.deeds.do({ kind: "hide", id, conversation_id, at: now() });

  /** What of a conversation is only one's own. */
  set = (conversation_id: string, own: OwnSettings): Promise<Outcome> =>
    this.deeds.do({ kind: "own", own, conversation_id, at: now() });

  /** Only with a connection. @param clientId the same when it is tried again: the answer may be all that was lost */
  async forward({ id }: Known, to: Target, clientId: string): Promise<void> {
    await api.forward(id, to, clientId);
  }
}

const now = (): string => new Date().toISOString();
