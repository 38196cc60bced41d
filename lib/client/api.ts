// The REST API as the islands use it: one function a route. The answers are our own server's; that each holds what its route
// promises is checked by name only, since the browser gets no schemas.

import { isObject } from "./incoming.ts";
import type { Target } from "./target.ts";
import type {
  ChosenStatus,
  ConversationView,
  GroupView,
  MemberView,
  MessageView,
  Role,
  UserView,
} from "../protocol/views.ts";

/** A refusal: a sentence that may be shown, and a code. `status` 0: the server was not reached. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

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

const holding = <T>(...keys: (keyof T & string)[]) => (value: unknown): value is T =>
  isObject(value) && keys.every((key) => Object.hasOwn(value, key));

/** @throws ApiError */
async function call<T>(method: string, path: string, is: (value: unknown) => value is T, body?: unknown): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  }).catch(() => {
    throw new ApiError(0, "unreachable", "");
  });
  const value: unknown = await response.json().catch(() => undefined);
  if (response.ok && is(value)) return value;
  const code = isObject(value) && typeof value.code === "string" ? value.code : "internal";
  throw new ApiError(response.status, code, isObject(value) && typeof value.error === "string" ? value.error : "");
}

const query = (values: Record<string, string | number | undefined>): string => {
  const given = Object.entries(values).flatMap(([key, value]) => value === undefined ? [] : [[key, String(value)]]);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

const anything = (_: unknown): _ is unknown => true;
const historyPath = ({ kind, id }: Target) => `/messages/${kind}/${id}`;

export const listPage = (cursor?: string) =>
  call("GET", `/conversations${query({ cursor, limit: 100 })}`, holding<ListPage>("conversations", "me_rev"));

export const listChanges = (afterMeRev: number, epoch: string) =>
  call(
    "GET",
    `/conversations${query({ after_me_rev: afterMeRev, epoch })}`,
    holding<ListChanges>("conversations", "me_rev", "removed"),
  );

export const messages = (target: Target, before?: number) =>
  call("GET", `${historyPath(target)}${query({ before, limit: 50 })}`, holding<MessagesPage>("messages", "rev"));

export const group = (id: string) => call("GET", `/groups/${id}`, holding<GroupPage>("group", "members", "rev"));

export const user = (id: string) => call("GET", `/users/${id}`, holding<{ user: UserView }>("user"));
export const profile = () => call("GET", "/users/profile", holding<{ user: UserView }>("user"));
export const setStatus = (status: ChosenStatus) =>
  call("PUT", "/users/profile", holding<{ user: UserView }>("user"), { status });
export const searchUsers = (q: string) =>
  call("GET", `/users/search${query({ q, limit: 20 })}`, holding<{ users: UserView[] }>("users"));
export const contacts = () => call("GET", "/users/contacts?limit=50", holding<{ contacts: UserView[] }>("contacts"));

export const createGroup = (body: { name: string; description?: string; members: string[] }) =>
  call("POST", "/groups", holding<{ group: GroupView }>("group"), body);
export const addMember = (groupId: string, user_id: string) =>
  call("POST", `/groups/${groupId}/members`, anything, { user_id });
export const setRole = (groupId: string, userId: string, role: Exclude<Role, "owner">) =>
  call("PATCH", `/groups/${groupId}/members/${userId}`, anything, { role });
export const removeMember = (groupId: string, userId: string) =>
  call("DELETE", `/groups/${groupId}/members/${userId}`, anything);
export const leaveGroup = (groupId: string) => call("POST", `/groups/${groupId}/leave`, anything);
