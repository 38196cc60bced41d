// What REST requests may carry. Bodies are strict (an unknown field is an error), queries are not. Sizes that an operator can
// configure are judged by the services.

import * as z from "zod";
import { clientId, count, fileIds, id, SAYS_NOTHING, saysSomething, shownName, text } from "./fields.ts";
import { DEFAULT_LIMITS as limit } from "./limits.ts";
import { chosenStatus, notifyLevel } from "./views.ts";

const personName = shownName(limit.nameMax);
const content = text(limit.bodyBytes);

export const registerBody = z.strictObject({
  username: text(256),
  email: text(254),
  password: text(4 * limit.passwordMax),
  first_name: personName.default(""),
  last_name: personName.default(""),
});
export const loginBody = z.strictObject({ email: text(254), password: text(4 * limit.passwordMax) });
export const passwordBody = z.strictObject({
  current_password: text(4 * limit.passwordMax),
  new_password: text(4 * limit.passwordMax),
});

export const profileBody = z.strictObject({
  first_name: personName,
  last_name: personName,
  avatar: text(2_048),
  status: chosenStatus,
  show_email: z.boolean(),
  show_last_seen: z.boolean(),
  contacts_only: z.boolean().describe("only those who share a conversation may write and invite"),
  language: z.enum(["", "en", "zh"]).describe(`a language tag; "": as the browser asks`),
}).partial();

export const sendBody = z.strictObject({
  content,
  client_id: clientId.optional(),
  message_type: z.enum(["text", "image", "file"]).default("text"),
  reply_to: id.optional(),
  attachments: fileIds(limit.filesPerMessage).default([]).describe("ids of files; content may then be empty"),
}).refine(saysSomething, SAYS_NOTHING);
/** The fields beside the file where one is uploaded and sent in one go. */
export const fileFields = z.strictObject({ content: content.default("") });
/** No fields beside the file. */
export const noFields = z.strictObject({});

/** `content` may be empty where the message holds files. */
export const editBody = z.strictObject({ content });
export const forwardBody = z.strictObject({
  to: id.optional(),
  group_id: id.optional(),
  client_id: clientId.optional(),
})
  .refine((b) => !b.to !== !b.group_id, { path: ["to"], message: "either to or group_id" });

/** What of a conversation is only one's own; what is left out stays. */
export const ownConversationBody = z.strictObject({
  muted: z.boolean(),
  notify: notifyLevel,
  pinned: z.boolean(),
  archived: z.boolean(),
  marked_unread: z.boolean(),
}).partial();
/** `version`: of the draft that this one was made from; one that was changed elsewhere meanwhile is merged, not lost. */
export const draftBody = z.strictObject({ content: text(limit.bodyBytes), version: count });

const groupName = shownName(limit.nameMax).min(1, "must not be empty");
export const createGroupBody = z.strictObject({
  name: groupName,
  description: text(limit.descriptionMax).default(""),
  is_private: z.boolean().default(false),
  history_visible: z.boolean().default(true),
  max_members: z.int().min(1).optional(),
  members: z.array(id).max(limit.groupMembersMax).default([]),
});
export const updateGroupBody = z.strictObject({
  name: groupName,
  description: text(limit.descriptionMax),
  avatar: text(2_048),
  is_private: z.boolean(),
  history_visible: z.boolean(),
  max_members: z.int().min(1),
}).partial();
export const announcementBody = z.strictObject({ content: text(limit.bodyBytes) });
export const transferBody = z.strictObject({ user_id: id });
/** `expires_in`: seconds. */
export const inviteBody = z.strictObject({
  expires_in: z.int().min(60).max(365 * 86_400).optional(),
  max_uses: z.int().min(1).max(1_000_000).optional(),
});
export const deactivateBody = z.strictObject({ password: text(4 * limit.passwordMax) });
export const addMemberBody = z.strictObject({ user_id: id, role: z.enum(["admin", "member"]).default("member") });
export const updateMemberBody = z.strictObject({
  role: z.enum(["admin", "member"]).optional(),
  muted_until: z.iso.datetime({ offset: true }).nullable().optional(),
});

// Query strings: everything is text there. What is not a number at all is refused, what is out of range too.
const numeric = (schema: z.ZodInt) => z.string().regex(/^-?\d{1,16}$/, "not a number").transform(Number).pipe(schema);

const pageLimit = numeric(z.int().min(1).max(limit.pageMax)).default(limit.pageDefault);
export const messagesQuery = z.object({
  before: numeric(count).optional(),
  after: numeric(count).optional(),
  page: numeric(z.int().min(1)).optional(),
  around: numeric(count).optional().describe("as many before as after this message, which is among them"),
  limit: pageLimit,
});
export const conversationsQuery = z.object({
  cursor: text(256).optional(),
  after_me_rev: numeric(count).optional(),
  epoch: text(64).optional(),
  limit: pageLimit,
});
export const changesQuery = z.object({
  epoch: text(64).optional(),
  after_rev: numeric(count).default(0),
  limit: pageLimit,
});
export const searchUsersQuery = z.object({ q: text(256).min(1, "must not be empty"), limit: pageLimit });
/** A cursor that holds a group's name: the longest is one of letters that are whole sentences, folded. */
export const CURSOR_OF_NAMES = 4_096;
export const discoverQuery = z.object({
  q: text(256).default(""),
  cursor: text(CURSOR_OF_NAMES).optional(),
  limit: pageLimit,
});
export const receiptsQuery = z.object({ after: id.optional(), limit: pageLimit });
export const searchMessagesQuery = z.object({
  q: text(512).default(""),
  conversation_id: id.optional(),
  from: text(256).optional(),
  before: text(64).optional(),
  after: text(64).optional(),
  has: text(64).optional(),
  cursor: text(256).optional(),
  limit: pageLimit,
});
export const switcherQuery = z.object({ q: text(256).default("") });
export const membersQuery = z.object({
  cursor: text(256).optional(),
  limit: pageLimit,
  q: text(256).optional().describe("only those whose names hold it"),
});
export const pageQuery = z.object({ cursor: text(256).optional(), limit: pageLimit });

export type RegisterBody = z.infer<typeof registerBody>;
export type LoginBody = z.infer<typeof loginBody>;
export type PasswordBody = z.infer<typeof passwordBody>;
export type ProfileBody = z.infer<typeof profileBody>;
export type FileFields = z.infer<typeof fileFields>;
export type SendBody = z.infer<typeof sendBody>;
export type CreateGroupBody = z.infer<typeof createGroupBody>;
export type EditBody = z.infer<typeof editBody>;
export type ForwardBody = z.infer<typeof forwardBody>;
export type OwnConversationBody = z.infer<typeof ownConversationBody>;
export type DraftBody = z.infer<typeof draftBody>;
export type UpdateGroupBody = z.infer<typeof updateGroupBody>;
export type InviteBody = z.infer<typeof inviteBody>;
export type SearchMessagesQuery = z.infer<typeof searchMessagesQuery>;
export type AddMemberBody = z.infer<typeof addMemberBody>;
export type UpdateMemberBody = z.infer<typeof updateMemberBody>;
export type MembersQuery = z.infer<typeof membersQuery>;
export type MessagesQuery = z.infer<typeof messagesQuery>;
export type ConversationsQuery = z.infer<typeof conversationsQuery>;
