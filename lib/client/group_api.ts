// What the REST API does with a group. What changed comes back as frames as well.

import type { GroupView, InviteView, MemberView, Role } from "../protocol/views.ts";
import { anything, call, holding, query } from "./http.ts";

const at = (id: string, rest = "") => `/groups/${id}${rest}`;
const one = holding<{ group: GroupView }>("group");

/** What of a group may be changed; what is left out stays. */
export type GroupSettings = Partial<
  Pick<GroupView, "name" | "description" | "avatar" | "is_private" | "history_visible" | "max_members">
>;
export interface InviteWish {
  /** seconds */
  expires_in?: number;
  max_uses?: number;
}
export interface MembersPage {
  members: MemberView[];
  next_cursor: string | null;
}
export interface Readers {
  readers: { user_id: string; at: string }[];
  total: number;
}

export const create = (body: { name: string; description?: string; is_private?: boolean; members: string[] }) =>
  call("POST", "/groups", one, body);
export const update = (id: string, settings: GroupSettings) => call("PATCH", at(id), one, settings);
export const dissolve = (id: string) => call("DELETE", at(id), anything);
export const leave = (id: string) => call("POST", at(id, "/leave"), anything);
export const transfer = (id: string, user_id: string) => call("POST", at(id, "/transfer"), one, { user_id });

/** Those whose names hold `q`, or all; by pages. */
export const members = (id: string, of: { q?: string; cursor?: string; limit?: number }) =>
  call(
    "GET",
    at(id, `/members${query({ ...of, q: of.q || undefined })}`),
    holding<MembersPage>("members", "next_cursor"),
  );
export const addMember = (id: string, user_id: string) => call("POST", at(id, "/members"), anything, { user_id });
export const removeMember = (id: string, userId: string) => call("DELETE", at(id, `/members/${userId}`), anything);
export const setRole = (id: string, userId: string, role: Exclude<Role, "owner">) =>
  call("PATCH", at(id, `/members/${userId}`), anything, { role });
/** @param muted_until RFC 3339; null: no longer */
export const mute = (id: string, userId: string, muted_until: string | null) =>
  call("PATCH", at(id, `/members/${userId}`), anything, { muted_until });

export const announce = (id: string, content: string) => call("PUT", at(id, "/announcement"), one, { content });
export const announcementRead = (id: string) => call("POST", at(id, "/announcement/read"), anything);
export const announcementReaders = (id: string) =>
  call("GET", at(id, `/announcement/readers${query({ limit: 100 })}`), holding<Readers>("readers", "total"));

export const invites = (id: string) => call("GET", at(id, "/invites"), holding<{ invites: InviteView[] }>("invites"));
export const invite = (id: string, wish: InviteWish) =>
  call("POST", at(id, "/invites"), holding<{ invite: InviteView }>("invite"), wish);
export const revokeInvite = (id: string, code: string) => call("DELETE", at(id, `/invites/${code}`), anything);
/** The address of its picture. */
export const inviteQr = (id: string, code: string) => `/api/v1${at(id, `/invites/${code}/qr`)}`;
