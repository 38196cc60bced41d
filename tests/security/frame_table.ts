// Every type of frame about one conversation, and what comes of it for those who may not do everything.

import type { ClientFrame } from "../../lib/protocol/client_frames.ts";
import type { Frame } from "../support/person.ts";

export interface Names {
  conversation: string;
  message: string;
  person: string;
  epoch: string;
}

type Type = ClientFrame["type"];

/** Every frame that names something which is not everybody's; a new type of frame does not compile without its entry. */
const FRAMES: Record<Type, (names: Names) => Record<string, unknown>[]> = {
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

/** About no conversation, or telling nothing of one: outsiders are answered, too. */
export const isOpen = ({ type }: Frame): boolean => ["ping", "resume", "activity"].includes(type);

/** What one says who is in the group and muted: `refused`, or answered as anybody is. */
export const MUTED: Record<Type, "refused" | "answered"> = {
  private: "answered",
  group: "refused",
  typing: "answered",
  read: "answered",
  delivered: "answered",
  user_status: "answered",
  resume: "answered",
  sync: "answered",
  activity: "answered",
  ping: "answered",
};

/** What one says to somebody who has blocked one, in the conversation that they had. */
export const BLOCKED: Record<Type, (names: Names) => Record<string, unknown>[]> = {
  private: ({ person, message }) => [
    { to: person, content: "x" },
    { to: person, content: "x", client_id: "c1", reply_to: message },
  ],
  group: () => [],
  typing: ({ person }) => [{ to: person }, { to: person, typing: false }],
  read: ({ conversation, message }) => [{ content: message }, { conversation_id: conversation, seq: 1 }],
  delivered: ({ conversation }) => [{ conversation_id: conversation, seq: 1 }],
  user_status: () => [{ content: { status: "away" } }, { content: { status: "online" } }],
  resume: ({ conversation, epoch }) => [{ epoch, me_rev: 0, revs: { [conversation]: 0 } }],
  sync: ({ conversation }) => [{ conversation_id: conversation, after_rev: 0 }],
  activity: () => [{ active: false }, { active: true }],
  ping: () => [{}],
};
