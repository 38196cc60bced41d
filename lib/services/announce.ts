// From stored messages to hints: one event a conversation and batch, each frame encoded once.

import type { MessageOutcome } from "../../db/messages.ts";
import type { Bus, Change } from "../bus/bus.ts";
import { messageFrame } from "./frames.ts";
import { filesView } from "./views.ts";
import type { Pending } from "./writer_lane.ts";

interface Stored {
  pending: Pending;
  outcome: MessageOutcome;
}

/** Publishes what one transaction stored, in `rev` order a conversation. */
export function announceMessages(bus: Bus, stored: readonly Stored[]): void {
  const byConversation = Map.groupBy(stored, ({ pending }) => pending.command.conversationId);
  for (const [conversation_id, messages] of byConversation) {
    for (const changes of runsOf(messages.map(changeOf).sort((a, b) => a.rev - b.rev))) {
      const rev = changes.at(-1)!.rev;
      bus.publish({ kind: "changes", conversation_id, after_rev: changes[0]!.rev - 1, rev, changes });
    }
  }
}

/** An event says that nothing lies between its changes: after a repeated commit, others' may. */
function runsOf(changes: readonly Change[]): Change[][] {
  const runs: Change[][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)!.rev === change.rev - 1) run.push(change);
    else runs.push([change]);
  }
  return runs;
}

function changeOf({ pending: { command, row }, outcome }: Stored): Change {
  const frame = messageFrame({
    ...row,
    to: command.to,
    seq: outcome.seq,
    rev: outcome.rev,
    created_at: outcome.created_at,
    mentions: outcome.mentions,
    mentions_all: outcome.mentions_all,
    attachments: filesView(outcome.attachments),
    message_type: outcome.message_type ?? command.messageType,
  });
  return { rev: outcome.rev, text: JSON.stringify(frame), origin: command.origin };
}
