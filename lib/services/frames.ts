// The frames that tell of stored changes, each built in one place for the writer, for membership changes and for repair.
// They are the same for every viewer: nothing here may depend on who looks.

import type { Change } from "../bus/bus.ts";
import type {
  ChangeFrame,
  GroupFrame,
  MemberFrame,
  MessageFrame,
  MessageUpdatedFrame,
  ReactionChange,
  RevFrame,
} from "../protocol/server_frames.ts";
import type { FileView, GroupView, MessageEvent, MessageType, MessageView, Role } from "../protocol/views.ts";

/** A message as it was sent. */
export interface NewMessage {
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  /** where it is not `rev - 1` */
  after_rev?: number;
  sender_id: string;
  /** the other person of a private conversation (oneself in one's notes); undefined in a group */
  to: string | undefined;
  content: string;
  message_type: MessageType;
  reply_to: string | null;
  /** of a copy: the sender of the original */
  forwarded_from: string | null;
  attachments?: FileView[];
  /** those of the conversation whom it names; null: nobody */
  mentions?: string[] | null;
  mentions_all?: boolean;
  /** of a system message: what it tells of */
  event?: MessageEvent;
  created_at: string;
}

export const messageFrame = (message: NewMessage): MessageFrame => ({
  type: message.to === undefined ? "group" : "private",
  id: message.id,
  conversation_id: message.conversation_id,
  seq: message.seq,
  rev: message.rev,
  after_rev: message.after_rev,
  from: message.sender_id,
  to: message.to,
  group_id: message.to === undefined ? message.conversation_id : undefined,
  content: message.content,
  message_type: message.message_type,
  reply_to: message.reply_to ?? undefined,
  forwarded_from: message.forwarded_from ?? undefined,
  attachments: message.attachments?.length ? message.attachments : undefined,
  mentions: message.mentions?.length ? message.mentions : undefined,
  mentions_all: message.mentions_all || undefined,
  event: message.event,
  created_at: message.created_at,
});

/** How a message was changed. */
export interface ChangedMessage {
  message: MessageView;
  /** who changed it */
  from: string;
  /** the reactions that changed with it */
  reacted?: ReactionChange[];
  after_rev?: number;
}

export const messageUpdatedFrame = (
  { message, from, reacted = [], after_rev }: ChangedMessage,
): MessageUpdatedFrame => ({
  type: "message_updated",
  conversation_id: message.conversation_id,
  rev: message.rev,
  after_rev,
  from,
  message,
  ...(reacted.length === 0 ? {} : { reacted }),
});

/** A changed message for the bus. @param hidden_from who has hidden it */
export function encodeMessageUpdate(changed: ChangedMessage, hidden_from: string[]): Change {
  const { conversation_id, seq, rev } = changed.message;
  const instead = JSON.stringify(revFrame(conversation_id, changed.after_rev ?? rev - 1, rev));
  return encodeChange(messageUpdatedFrame(changed), { guard: { seq, hidden_from, instead } });
}

/** A membership as a change of it left it. */
export interface ChangedMember {
  group_id: string;
  user_id: string;
  username: string;
  role: Role;
  muted_until: string | null;
  /** of the group: it cannot be counted by those who were told of a membership that began and ended by its end alone */
  member_count: number;
  rev: number;
  after_rev?: number;
  /** who changed it */
  from: string;
}

export const memberFrame = (type: MemberFrame["type"], member: ChangedMember): MemberFrame => ({
  type,
  group_id: member.group_id,
  conversation_id: member.group_id,
  rev: member.rev,
  after_rev: member.after_rev,
  from: member.from,
  content: {
    group_id: member.group_id,
    user_id: member.user_id,
    role: member.role,
    username: member.username,
    muted_until: member.muted_until ?? undefined,
    member_count: member.member_count,
  },
});

/** @param group without `my_role`: the frame is everybody's */
export const groupFrame = (
  type: GroupFrame["type"],
  group: GroupView,
  at: { rev: number; after_rev?: number; from: string },
): GroupFrame => ({
  type,
  group_id: group.id,
  conversation_id: group.id,
  rev: at.rev,
  after_rev: at.after_rev,
  from: at.from,
  content: { group },
});

export const revFrame = (conversation_id: string, after_rev: number, rev: number): RevFrame => ({
  type: "rev",
  conversation_id,
  after_rev,
  rev,
});

/** One stored change for the bus: its frame becomes text here, once. */
export const encodeChange = (frame: ChangeFrame, of: Pick<Change, "origin" | "member" | "guard"> = {}): Change => ({
  rev: frame.rev,
  text: JSON.stringify(frame),
  ...of,
});
