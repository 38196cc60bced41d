// What each frame means, with one of each: for the readable reference. The examples are typed, and tests hold them to the schemas.

import type { ClientFrameInput } from "./client_frames.ts";
import { ANN, AT, BOT, CONVERSATION, EPOCH, GROUP, GROUP_ID, MESSAGE, MESSAGE_ID, PAIR_ID } from "./examples.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import type { ServerFrame } from "./server_frames.ts";

export interface FrameNote<F> {
  meaning: string;
  example: F;
}
const note = <F>(example: F, meaning: string): FrameNote<F> => ({ example, meaning });
const said = note<ClientFrameInput>;
const told = note<ServerFrame>;

export const CLIENT_FRAMES: readonly FrameNote<ClientFrameInput>[] = [
  said(
    { type: "private", to: ANN, content: "Hello", client_id: "hello-1", ref: "1" },
    "Write to one person. Answered by `ack` once it is committed.",
  ),
  said(
    { type: "group", group_id: GROUP_ID, content: "Build 1138 is green", client_id: "build-1138" },
    "Write to a group. Answered by `ack` once it is committed.",
  ),
  said(
    { type: "typing", to: ANN },
    "You are typing, to a person (`to`) or in a group (`group_id`). Never stored; expires after 6 seconds.",
  ),
  said(
    { type: "read", content: MESSAGE_ID },
    "You have read up to this message; or up to `seq` of `conversation_id`. Never goes back. At most one a second and conversation.",
  ),
  said(
    { type: "delivered", conversation_id: GROUP_ID, seq: 7 },
    "This device has everything up to here. `read` implies it. At most one a second and conversation.",
  ),
  said({ type: "user_status", content: { status: "busy" } }, "Your own status, as others see it."),
  said(
    { type: "activity", active: false },
    "Whether somebody is at this device. A person who is at none shows as away; a device that never says so counts as active.",
  ),
  said(
    { type: "resume", epoch: EPOCH, me_rev: 3, revs: { [GROUP_ID]: 11 } },
    "What you hold (at most 500 conversations). Answered by `resumed` with what you are behind in.",
  ),
  said(
    { type: "sync", conversation_id: GROUP_ID, after_rev: 11, epoch: EPOCH },
    "Ask for what changed. Answered by `sync`, as `GET /conversations/{id}/changes` is.",
  ),
  said(
    { type: "ping" },
    "Answered by `pong`, with what moved in the last 60 seconds. Not needed to keep the socket open.",
  ),
];

export const SERVER_FRAMES: readonly FrameNote<ServerFrame>[] = [
  told(
    {
      type: "system",
      content: "Welcome to chat server",
      from: "server",
      to: BOT,
      connection_id: MESSAGE_ID,
      epoch: EPOCH,
      me_rev: 3,
      protocol: PROTOCOL_VERSION,
      heartbeat_seconds: 30,
    },
    "The first frame. What commits later comes as frames, so load or `resume` after it.",
  ),
  told(
    {
      type: "ack",
      ref: "1",
      client_id: "hello-1",
      id: MESSAGE_ID,
      conversation_id: PAIR_ID,
      seq: 1,
      rev: 2,
      created_at: AT,
    },
    "Your message is committed. To the sending socket only; after a repeat with `duplicate`.",
  ),
  told(
    {
      type: "group",
      id: MESSAGE_ID,
      conversation_id: GROUP_ID,
      seq: 7,
      rev: 11,
      from: BOT,
      group_id: GROUP_ID,
      content: "Build 1138 is green",
      message_type: "text",
      created_at: AT,
    },
    "A new message: `group`, or `private` with `to`. To all other sockets of all members, your own other devices included.",
  ),
  told(
    { type: "message_updated", conversation_id: GROUP_ID, rev: 12, from: BOT, message: MESSAGE },
    "A message was edited, recalled, deleted, reacted to, pinned.",
  ),
  told(
    {
      type: "group_member_added",
      group_id: GROUP_ID,
      conversation_id: GROUP_ID,
      rev: 13,
      from: ANN,
      content: { group_id: GROUP_ID, user_id: BOT, role: "member", username: "bot", member_count: 2 },
    },
    "A membership began, ended (`group_member_removed`, `group_member_left`) or changed (`group_member_updated`).",
  ),
  told(
    {
      type: "group_updated",
      group_id: GROUP_ID,
      conversation_id: GROUP_ID,
      rev: 14,
      from: ANN,
      content: { group: GROUP },
    },
    "The group was changed, or deleted (`group_deleted`).",
  ),
  told(
    { type: "rev", conversation_id: GROUP_ID, after_rev: 14, rev: 15 },
    "The number moves and nothing is told: it is not for you, or a later change has overtaken it.",
  ),
  told(
    { type: "conversation_added", me_rev: 4, content: { conversation: CONVERSATION } },
    "Your list changed: a conversation is new, or (`conversation_updated`) different.",
  ),
  told(
    { type: "conversation_removed", me_rev: 5, content: { id: GROUP_ID } },
    "A conversation is no longer yours: drop what you hold of it.",
  ),
  told(
    { type: "typing", from: ANN, group_id: GROUP_ID, content: { username: "ann", typing: true } },
    "Somebody is typing. Over after 6 seconds without another.",
  ),
  told(
    { type: "read", from: ANN, to: BOT, content: MESSAGE_ID, conversation_id: PAIR_ID, read_seq: 1 },
    "Somebody has read up to here; or you have, on another device.",
  ),
  told(
    { type: "delivered", from: ANN, conversation_id: PAIR_ID, delivered_seq: 1 },
    "Somebody's device has everything up to here.",
  ),
  told(
    { type: "user_status", from: "system", content: { user_id: ANN, status: "away", last_seen: AT } },
    "Somebody's status, for private partners, members of shared small groups and their own devices.",
  ),
  told(
    {
      type: "sync",
      conversation_id: GROUP_ID,
      epoch: EPOCH,
      after_rev: 11,
      rev: 12,
      head_rev: 12,
      last_seq: 7,
      first_seq: 1,
      messages: [MESSAGE],
      members: [],
      marks: [{ user_id: ANN, delivered_seq: 7, read_seq: 6 }],
      has_more: false,
    },
    "The answer to `sync`. Go on from `rev` while `has_more`.",
  ),
  told(
    { type: "resumed", epoch: EPOCH, me_rev: 5, behind: { [GROUP_ID]: 12 } },
    "The answer to `resume`: the heads of the conversations that you are behind in. `sync` each. Others' marks and statuses are not in it: `sync` what is on screen in any case, and read its people anew.",
  ),
  told({ type: "pong", me_rev: 5, heads: { [GROUP_ID]: 12 } }, "The answer to `ping`: the heads that moved lately."),
  told({ type: "ok", ref: "2" }, "The answer to a frame with `ref` that has no other."),
  told(
    {
      type: "error",
      code: "not_found",
      error: "This person does not exist, or is not yours to see.",
      re: "private",
      ref: "1",
    },
    "A frame was refused, the socket stays open. Codes are those of REST.",
  ),
];
