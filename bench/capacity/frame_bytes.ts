// How long hints and frames are: those of the code itself, encoded as they travel, about made-up people.

import type { BusEvent } from "../../lib/bus/bus.ts";
import { encode } from "../../lib/bus/encoding.ts";
import type { ServerFrame } from "../../lib/protocol/server_frames.ts";
import { deliveredFrame } from "../../lib/services/marks.ts";
import { messageFrame } from "../../lib/services/frames.ts";
import { BYTES } from "./costs.ts";
import { TIERS } from "./activity.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { Frame, Hint } from "./tally.ts";

const ID = "0192f0c0-0000-7000-8000-000000000001";
const AT = "2026-11-28T12:00:00.000Z";
/** In front of a frame: of WebSocket, of TLS and of TCP, where each goes alone. */
const AROUND = 4 + 22 + 40;

const message = messageFrame({
  ...{
    id: ID,
    client_id: ID,
    conversation_id: ID,
    sender_id: ID,
    to: undefined,
    seq: 1_000,
    rev: 1_000,
    created_at: AT,
  },
  ...{ content: "x".repeat(BYTES.content.value), message_type: "text", reply_to: null, forwarded_from: null },
  ...{ mentions: null, mentions_all: false, attachments: [] },
});
const mark = deliveredFrame({ conversation_id: ID, user_id: ID, delivered_seq: 1_000, read_seq: 0 });
const ack = {
  type: "ack",
  client_id: ID,
  id: ID,
  conversation_id: ID,
  seq: 1_000,
  rev: 1_000,
  created_at: AT,
} as const;
const typing = {
  ...{ type: "typing", from: ID, to: undefined, group_id: ID } as const,
  content: { username: "somebody", typing: true },
};
const status = {
  ...{ type: "user_status", from: "system" } as const,
  content: { user_id: ID, status: "online", last_seen: AT } as const,
};
const pong: ServerFrame = { type: "pong", me_rev: 1_000, heads: { [ID]: 1_000 } };

const small = TIERS.filter(({ least }) => least <= DEFAULT_LIMITS.smallGroup).reduce((sum, { each }) => sum + each, 0);
const EVENTS: Record<Hint, BusEvent> = {
  changes: {
    ...{ kind: "changes", conversation_id: ID, after_rev: 999, rev: 1_000 },
    changes: [{ rev: 1_000, text: JSON.stringify(message) }],
  },
  marks: { kind: "delivered", conversation_id: ID, frames: [mark] },
  "large marks": { kind: "delivered", conversation_id: ID, frames: [mark] },
  typing: { kind: "typing", conversation_id: ID, frame: typing },
  status: { kind: "status", user_id: ID, conversations: Array(small).fill(ID), hidden_from: [], frame: status },
};
const FRAMES: Record<Frame, ServerFrame> = { message, ack, mark, typing, status, pong };

/** Bytes of a hint, of one message or mark. */
export const hintBytes = (hint: Hint): number => encode(ID, EVENTS[hint]).length + AROUND;
/** Bytes that each further mark of a hint adds. */
export const MARK_BYTES = JSON.stringify(mark).length + 1;
/** Bytes of a frame to a client, each alone. */
export const frameBytes = (frame: Frame): number => JSON.stringify(FRAMES[frame]).length + AROUND;
