// What one may do with a message, as far as the client can tell: what the server would refuse is not offered. Pure.

import type { MessageView, Role } from "../protocol/views.ts";
import { alive, type Conversation } from "./conversation.ts";

export interface Rights {
  react: boolean;
  reply: boolean;
  edit: boolean;
  recall: boolean;
  /** for everybody */
  remove: boolean;
  pin: boolean;
  forward: boolean;
  copy: boolean;
  /** whom it has reached */
  info: boolean;
}

const NONE: Rights = {
  react: false,
  reply: false,
  edit: false,
  recall: false,
  remove: false,
  pin: false,
  forward: false,
  copy: false,
  info: false,
};

export interface Viewer {
  id: string;
  /** milliseconds */
  now: number;
  recallSeconds: number;
  /** whether they cannot write here now */
  isSilent: boolean;
}

/** @param of undefined: not there yet, or not any more */
export function rightsOver(message: MessageView, of: Conversation | undefined, viewer: Viewer): Rights {
  if (of === undefined || !alive(message) || message.message_type === "system") return NONE;
  const isMine = message.sender_id === viewer.id;
  const isInTime = viewer.now - Date.parse(message.created_at) < viewer.recallSeconds * 1_000;
  return {
    react: !viewer.isSilent,
    reply: !viewer.isSilent,
    edit: isMine && !viewer.isSilent,
    recall: isMine && isInTime,
    remove: isMine || isAdmin(roleIn(of, viewer.id)),
    pin: of.entry.type === "private" || isAdmin(roleIn(of, viewer.id)),
    forward: true,
    copy: true,
    info: isMine && of.entry.peer?.id !== viewer.id,
  };
}

/** In a private conversation both are members. */
export const roleIn = (of: Conversation, id: string): Role =>
  of.members?.get(id)?.role ?? of.entry.group?.my_role ?? "member";

export const isAdmin = (role: Role): boolean => role !== "member";

/** Until when one may not write in a group; null: one may. @param now milliseconds */
export function mutedUntil(of: Conversation | undefined, me: string, now: number): string | null {
  const until = of?.members?.get(me)?.muted_until ?? null;
  return until !== null && Date.parse(until) > now ? until : null;
}

/** What one may do with another member of a group, by both roles: only to those below, and only the owner gives roles. */
export function overMember(mine: Role, theirs: Role): Record<"setRole" | "mute" | "remove" | "transfer", boolean> {
  const isBelow = mine === "owner" ? theirs !== "owner" : mine === "admin" && theirs === "member";
  const isOwners = mine === "owner" && isBelow;
  return { setRole: isOwners, mute: isBelow, remove: isBelow, transfer: isOwners };
}
