// Every type of frame about one conversation.

import type { ClientFrame } from "../../lib/protocol/client_frames.ts";
import type { Frame } from "../support/person.ts";

export interface Names {
  conversation: string;
  message: string;
  person: string;
  epoch: string;
}

/** Every frame that names something which is not everybody's; a new type of frame does not compile without its entry. */
const FRAMES: Record<ClientFrame["type"], (names: Names) => Record<string, unknown>[]> = {
  private: ({ conversation, message, person }) => [
    { to: conversation, content: "x" },
    { to: person, content: "x", reply_to: message },
  ],
  group: ({ conversation, message }) => [
    { group_id: conversation, content: "x" },
    { group_id: conversation, content: "x", client_id: "c1" },
    { group_id: conversation, content: "x", reply_to: message },
  ],
  typing: ({ conversation }) => [{ group_id: conversation }, { group_id: conversation, typing: false }],
  read: ({ conversation, message }) => [{ content: message }, { conversation_id: conversation, seq: 1 }],
  delivered: ({ conversation }) => [{ conversation_id: conversation, seq: 1 }],
  user_status: ({ conversation }) => [{ content: { status: "away", user_id: conversation } }],
  resume: ({ conversation, epoch }) => [
    { epoch, me_rev: 0, revs: { [conversation]: 0 } },
    { epoch, me_rev: 0, revs: { [conversation]: 999_999 } },
  ],
  sync: ({ conversation, epoch }) => [
    { conversation_id: conversation, after_rev: 0 },
    { conversation_id: conversation, after_rev: 999_999 },
    { conversation_id: conversation, after_rev: 0, epoch },
    { conversation_id: conversation, after_rev: 0, epoch: "another" },
  ],
  activity: () => [{ active: true }, { active: false }],
  ping: () => [{}],
};

export const framesFor = (names: Names): Frame[] =>
  Object.entries(FRAMES).flatMap(([type, make]) => make(names).map((rest) => ({ type, ...rest })));
