// What REST answers with: one schema an answer, each a view or two under their names. In views an absent value is null.

import * as z from "zod";
import { count, id, time } from "./fields.ts";
import { errorCode } from "./server_frames.ts";
import {
  chosenStatus,
  conversationView,
  editView,
  fileView,
  groupView,
  inviteView,
  memberView,
  messageView,
  receiptView,
  sessionView,
  settingsView,
  userView,
} from "./views.ts";

export const errorAnswer = z.object({
  error: z.string().describe("one sentence for a person"),
  code: errorCode,
  fields: z.record(z.string(), z.string()).describe("why each field was refused").optional(),
});
/** A description for programs, of a standard form. */
export const documentAnswer = z.looseObject({});
/** A sentence, where there is nothing to show. */
export const doneAnswer = z.object({ message: z.string() });

const nextCursor = z.string().nullable().describe("of the next page; null: this was the last");
const hasMore = z.boolean();
const epoch = z.string();

const token = z.string();
const expiresAt = time;
export const signedInAnswer = z.object({ user: userView, token, expires_at: expiresAt });
export const grantAnswer = z.object({
  token: token.describe("left out where a cookie spoke, which is renewed instead").optional(),
  expires_at: expiresAt,
});
export const sessionsAnswer = z.object({ sessions: z.array(sessionView) });

export const userAnswer = z.object({ user: userView });
/** Oneself: as one is shown, and what one chose. */
export const profileAnswer = z.object({ user: userView, settings: settingsView });
export const usersAnswer = z.object({ users: z.array(userView) });
export const contactsAnswer = z.object({ contacts: z.array(userView), next_cursor: nextCursor });
export const onlineUsersAnswer = z.object({
  online_users: z.array(z.object({ id, username: z.string(), status: chosenStatus })),
});

/** The list, most recent first. */
export const conversationPage = z.object({
  epoch,
  me_rev: count,
  conversations: z.array(conversationView),
  next_cursor: nextCursor,
});
/** With `after_me_rev`: exactly what changed for this person alone. */
export const conversationChanges = z.object({
  epoch,
  me_rev: count,
  conversations: z.array(conversationView),
  removed: z.array(id),
  hidden: z.array(id).describe("messages that you have hidden"),
  has_more: hasMore,
});
export const conversationsAnswer = z.union([conversationPage, conversationChanges]);
export const conversationAnswer = z.object({ conversation: conversationView });
export const draftAnswer = z.object({ draft: z.object({ content: z.string(), version: count }) });

export const messagePage = z.object({
  messages: z.array(messageView).describe("newest first; oldest first with after"),
  has_more: hasMore.describe("newer ones where after was given, else older ones"),
  epoch,
  rev: count.describe("the conversation's head in the same snapshot"),
});
export const messageAnswer = z.object({ message: messageView });
export const duplicateAnswer = z.object({ message: messageView, duplicate: z.literal(true) });
export const fileAnswer = z.object({ file: fileView });
/** `file_url` and `file_name` are the message's file once more, as the seed's clients read them. */
export const fileMessageAnswer = z.object({ message: messageView, file_url: z.string(), file_name: z.string() });
export const messagesAnswer = z.object({ messages: z.array(messageView) });
export const editsAnswer = z.object({ edits: z.array(editView) });
const nextAfter = id.nullable().describe("the `after` of the next page of people; null: there is none");
export const reactionsAnswer = z.object({
  reactions: z.array(z.object({ emoji: z.string(), users: z.array(userView) })),
  next_after: nextAfter,
});
export const receiptsAnswer = z.object({
  delivered: z.array(receiptView).describe("who has it; whoever has read it among them"),
  read: z.array(receiptView),
  next_after: nextAfter,
});

export const groupAnswer = z.object({ group: groupView });
export const groupsAnswer = z.object({ groups: z.array(groupView) });
export const groupPage = z.object({ groups: z.array(groupView), next_cursor: nextCursor });
export const groupWithMembers = z.object({
  group: groupView,
  members: z.array(memberView).describe("the first 100, in the order of their ids, and oneself"),
  epoch,
  rev: count.describe("the conversation's head in the same snapshot"),
});
export const memberAnswer = z.object({ member: memberView });
export const memberPage = z.object({ members: z.array(memberView), next_cursor: nextCursor });
export const readersAnswer = z.object({ readers: z.array(z.object({ user_id: id, at: time })), total: count });

export const inviteAnswer = z.object({ invite: inviteView });
export const invitesAnswer = z.object({ invites: z.array(inviteView) });
/** What somebody who holds the code may know of the group. */
export const invitedTo = z.object({
  group: groupView.pick({ id: true, name: true, description: true, avatar: true, member_count: true }),
  already_member: z.boolean(),
});

export const messageResults = z.object({
  results: z.array(z.object({
    message: messageView,
    highlights: z.array(z.tuple([count, count])).describe("what to mark: from and to, in UTF-16 units of the content"),
  })),
  has_more: hasMore.describe("there may be more: go on with next_cursor, also where this page is short or empty"),
  next_cursor: nextCursor,
});
/** The first few of each kind. */
export const switcherAnswer = z.object({
  people: z.array(userView),
  groups: z.array(groupView),
  messages: z.array(messageView),
});

export type MessageResults = z.infer<typeof messageResults>;
export type SwitcherAnswer = z.infer<typeof switcherAnswer>;
export type MessagePage = z.infer<typeof messagePage>;
export type ConversationPage = z.infer<typeof conversationPage>;
export type ConversationChanges = z.infer<typeof conversationChanges>;
export type GroupWithMembers = z.infer<typeof groupWithMembers>;
export type InvitedTo = z.infer<typeof invitedTo>;
export type ReceiptsAnswer = z.infer<typeof receiptsAnswer>;
export type ReactionsAnswer = z.infer<typeof reactionsAnswer>;
