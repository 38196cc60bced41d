// The writer: group commit. What arrives while a commit is in flight goes into the next one, so that a batch is what piled up
// anyway and nothing waits for a timer. A few lanes by hash of the conversation: a hot row stalls its lane, not the instance.

import type { Database } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import type { MessageType } from "../protocol/views.ts";
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
}

export interface Writer {
  /**
   * Stores one message.
   * @returns after the commit
   * @throws ParleyError `not_found` (the conversation, or a file of it) `not_reachable` `forbidden` (muted, or an answer to the system) `invalid_field` (what it
   * answers is not there) `gone` (not any more) `client_id_reused` `overloaded` `storage_full`
   */
  send(command: SendCommand): Promise<Sent>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/** @param lanes how many transactions at a time (one connection each) */
export function createWriter(db: Database, bus: Bus, lanes: number): Writer {
  const queues = Array.from({ length: lanes }, () => new Lane(db, bus));
  return {
    send: (command) => queues[hash(command.conversationId) % lanes]!.send(command),
    idle: async () => void await Promise.all(queues.map((lane) => lane.idle())),
  };
}

/** The last eight hexadecimal digits of a UUIDv7 are random. */
const hash = (uuid: string): number => parseInt(uuid.slice(-8), 16);
