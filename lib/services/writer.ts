// The writer: group commit. What arrives while a commit is in flight goes into the next one, so that a batch is what piled up
// anyway and nothing waits for a timer. One lane does it all, in the fewest transactions, unless a row that somebody else has locked
// stalls it: then whatever does not wait in it already takes the next lane.

import type { Database } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import { createMetrics, type Metrics } from "../metrics/metrics.ts";
import type { MessageType, MessageView } from "../protocol/views.ts";
import { Lane } from "./writer_lane.ts";

export interface SendCommand {
  conversationId: string;
  senderId: string;
  /** the other person of a private conversation; undefined in a group */
  to: string | undefined;
  content: string;
  clientId: string | undefined;
  messageType: MessageType;
  replyTo: string | undefined;
  /** the files that it holds, each once; what they are decides about its type */
  attachments?: readonly string[];
  /** of a copy: the sender of the original */
  forwardedFrom?: string;
  /** the connection that gets the ack and no copy */
  origin: string | undefined;
}

export interface Sent {
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  created_at: string;
  /** those of the conversation whom it names */
  mentions: string[];
  mentions_all: boolean;
  duplicate: boolean;
  /** as its sender sees it at this moment, made when it is asked for; undefined of a duplicate, with which more may have happened */
  view?: () => MessageView;
}

export interface Writer {
  /**
   * Stores one message.
   * @returns after the commit
   * @throws ParleyError `not_found` (the conversation, or a file of it) `not_reachable` `forbidden` (muted, or an answer to the system) `invalid_field` (what it
   * answers is not there) `gone` (not any more) `client_id_reused` `overloaded` `storage_full`
   */
  send(command: SendCommand): Promise<Sent>;
  /** Messages whose commit has not begun. */
  queued(): number;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/** A commit that takes longer than this is not waited for by other conversations. */
const STALLED_MS = 100;

/**
 * @param count lanes: how many transactions at a time at most (one connection each)
 * @param metrics takes what batches cost
 */
export function createWriter(db: Database, bus: Bus, count: number, metrics: Metrics = createMetrics()): Writer {
  const lanes = Array.from({ length: count }, () => new Lane(db, bus, metrics));
  /** conversation → where its messages are on their way: the next ones follow them */
  const places = new Map<string, { lane: Lane; messages: number }>();

  function placeOf(conversationId: string) {
    const known = places.get(conversationId);
    if (known !== undefined) return known;
    const place = { lane: freest(lanes), messages: 0 };
    places.set(conversationId, place);
    return place;
  }

  return {
    async send(command) {
      const place = placeOf(command.conversationId);
      place.messages++;
      try {
        return await place.lane.send(command);
      } finally {
        if (--place.messages === 0) places.delete(command.conversationId);
      }
    },
    queued: () => lanes.reduce((sum, lane) => sum + lane.queued, 0),
    idle: async () => void await Promise.all(lanes.map((lane) => lane.idle())),
  };
}

/** The first that is not stalled; if all are, the one that began its commit last. */
function freest(lanes: readonly Lane[]): Lane {
  const now = performance.now();
  const went = (lane: Lane) => now - (lane.commitBegan ?? now);
  return lanes.find((lane) => went(lane) < STALLED_MS) ??
    lanes.reduce((one, other) => went(other) < went(one) ? other : one);
}
