// The REST API as the islands use it: one function a route. What is done with single messages is in `message_api.ts`.

import { anything, call, holding, query } from "./http.ts";
import type { MessageRange } from "./stores/source.ts";
import type { Target } from "./target.ts";
import type { SwitcherAnswer } from "../protocol/answers.ts";
import type {
  ChosenStatus,
  ConversationView,
  GroupView,
  MemberView,
  MessageView,
  UserView,
} from "../protocol/views.ts";

export interface ListPage {
  epoch: string;
  me_rev: number;
  conversations: ConversationView[];
  next_cursor: string | null;
}
export interface ListChanges {
  epoch: string;
  me_rev: number;
  conversations: ConversationView[];
  removed: string[];
  hidden: string[];
  has_more: boolean;
}
export interface MessagesPage {
  messages: MessageView[];
  has_more: boolean;
  epoch: string;
  rev: number;
}
export interface GroupPage {
  group: GroupView;
  members: MemberView[];
  epoch: string;
  rev: number;
}

/** What of a conversation is only one's own; what is left out stays. */
export type OwnSettings = Partial<
  Pick<ConversationView, "muted" | "notify" | "pinned" | "archived" | "marked_unread">
>;
/** `version`: of the draft that this one was made from. */
export interface Draft {
  content: string;
  version: number;
}

/** Messages of one answer. */
export const PAGE = 50;

const historyPath = ({ kind, id }: Target) => `/messages/${kind}/${id}`;

export const listPage = (cursor?: string) =>
  call("GET", `/conversations${query({ cursor, limit: 100 })}`, holding<ListPage>("conversations", "me_rev"));

export const listChanges = (afterMeRev: number, epoch: string) =>
  call(
    "GET",
    `/conversations${query({ after_me_rev: afterMeRev, epoch })}`,
    holding<ListChanges>("conversations", "me_rev", "removed"),
  );

export const messages = (target: Target, range: MessageRange = {}) =>
  call("GET", `${historyPath(target)}${query({ ...range, limit: PAGE })}`, holding<MessagesPage>("messages", "rev"));
export const pins = (conversationId: string) =>
  call("GET", `/conversations/${conversationId}/pins`, holding<{ messages: MessageView[] }>("messages"));
export const setConversation = (conversationId: string, own: OwnSettings) =>
  call("PATCH", `/conversations/${conversationId}`, holding<{ conversation: ConversationView }>("conversation"), own);
export const saveDraft = (conversationId: string, draft: Draft) =>
  call("PUT", `/conversations/${conversationId}/draft`, holding<{ draft: Draft }>("draft"), draft);

export const group = (id: string) => call("GET", `/groups/${id}`, holding<GroupPage>("group", "members", "rev"));

export const user = (id: string) => call("GET", `/users/${id}`, holding<{ user: UserView }>("user"));
export const profile = () => call("GET", "/users/profile", holding<{ user: UserView }>("user"));
export const setStatus = (status: ChosenStatus) =>
  call("PUT", "/users/profile", holding<{ user: UserView }>("user"), { status });
/** @param avatar the address of a picture; "": none */
export const setAvatar = (avatar: string) =>
  call("PUT", "/users/profile", holding<{ user: UserView }>("user"), { avatar });
export const searchUsers = (q: string) =>
  call("GET", `/users/search${query({ q, limit: 20 })}`, holding<{ users: UserView[] }>("users"));
/** Blocks a person, or no longer; they are not told. */
export const setBlocked = (id: string, isBlocked: boolean) =>
  call(isBlocked ? "PUT" : "DELETE", `/users/${id}/block`, anything);
export const blocks = () => call("GET", "/users/blocks", holding<{ users: UserView[] }>("users"));

/** The first few of everything that goes by these words. */
export const everything = (q: string) =>
  call("GET", `/search${query({ q })}`, holding<SwitcherAnswer>("people", "groups", "messages"));

export const contacts = () => call("GET", "/users/contacts?limit=50", holding<{ contacts: UserView[] }>("contacts"));
