// What comes out of the socket. Our own server is trusted to fill in a frame that it names; anything else is dropped here, so
// that a newer server may say things that this client does not know.

import type { ChangeFrame, ServerFrame } from "../protocol/server_frames.ts";

type FrameType = ServerFrame["type"];
type ChangeType = ChangeFrame["type"];

const CHANGES: Record<ChangeType, true> = {
  private: true,
  group: true,
  message_updated: true,
  group_member_added: true,
  group_member_removed: true,
  group_member_left: true,
  group_member_updated: true,
  group_updated: true,
  group_deleted: true,
  rev: true,
};

const KNOWN: Record<FrameType, true> = {
  ...CHANGES,
  system: true,
  ack: true,
  conversation_added: true,
  conversation_updated: true,
  conversation_removed: true,
  typing: true,
  read: true,
  delivered: true,
  user_status: true,
  sync: true,
  resumed: true,
  pong: true,
  ok: true,
  error: true,
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isFrame = (value: unknown): value is ServerFrame =>
  isObject(value) && typeof value.type === "string" && Object.hasOwn(KNOWN, value.type);

/** Whether a frame is a stored change of a conversation, told in the order of `rev`. */
export const isChange = (frame: ServerFrame): frame is ChangeFrame => Object.hasOwn(CHANGES, frame.type);

/** One text of the socket: a frame or an array of them. What is not understood is left out. */
export function parseFrames(text: string): ServerFrame[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).filter(isFrame);
}
