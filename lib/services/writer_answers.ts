// What a sender hears of a message: where it stands now, or why it is not stored.

import type { MessageOutcome } from "../../db/messages.ts";
import { assertNever, invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import { notReachable } from "./conversations.ts";
import type { Sent } from "./writer.ts";
import { sentView } from "./sent_view.ts";
import type { Pending } from "./writer_lane.ts";

export const reused = () =>
  new ParleyError(
    "client_id_reused",
    "This client_id was used for a message with another content in this conversation.",
  );

/** Resolves or rejects the promise of one message. */
export function answer(pending: Pending, outcome: MessageOutcome): void {
  const sent = () => sentOf(pending.command.conversationId, outcome);
  if (outcome.outcome === "stored") pending.resolve({ ...sent(), view: () => sentView(pending, outcome) });
  else if (outcome.outcome === "duplicate") pending.resolve(sent());
  else pending.reject(whyNot(outcome.outcome));
}

const sentOf = (conversation_id: string, outcome: MessageOutcome): Sent => ({
  id: outcome.stored_id,
  conversation_id,
  seq: outcome.seq,
  rev: outcome.rev,
  created_at: outcome.created_at,
  mentions: outcome.mentions ?? [],
  mentions_all: outcome.mentions_all,
  duplicate: outcome.outcome === "duplicate",
});

function whyNot(outcome: Exclude<MessageOutcome["outcome"], "stored" | "duplicate">): ParleyError {
  switch (outcome) {
    case "reused":
      return reused();
    case "not_member":
      return notFound("This conversation");
    case "not_reachable":
      return notReachable();
    case "muted":
      return new ParleyError("forbidden", "You are muted in this group for now.");
    case "no_such_reply":
      return invalidField("reply_to", "no such message in this conversation");
    case "reply_gone":
      return new ParleyError("gone", "The message that this answers is not there any more.");
    case "no_such_file":
      return notFound("A file of this message");
    case "no_reply":
      return new ParleyError("forbidden", "What the system says cannot be answered.");
    default:
      return assertNever(outcome);
  }
}
