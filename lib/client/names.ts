// How people and conversations are called, and the colour that stands for them. Pure.

import type { ConversationView, UserView } from "../protocol/views.ts";

type Named = Pick<UserView, "username" | "first_name" | "last_name">;

/** Chinese names are written family name first, without a space. */
export function fullName({ username, first_name, last_name }: Named): string {
  const isHan = /^\p{Script=Han}+$/u.test(first_name + last_name);
  return isHan ? last_name + first_name : `${first_name} ${last_name}`.trim() || username;
}

/** One or two letters: of both names, or of the beginning. By code point, so that no character is cut in two. */
export function initials(name: string): string {
  const words = name.split(/[\s._+-]+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, "")).filter((it) => it !== "");
  const first = [...words[0] ?? name][0] ?? "?";
  const last = words.length > 1 ? [...words.at(-1)!][0]! : "";
  return (first + (/\p{Script=Han}/u.test(first) ? "" : last)).toLocaleUpperCase();
}

export const HUES = 12;

/** One of twelve colours, always the same for an id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) | 0;
  return Math.abs(hash) % HUES;
}

/** A conversation's name; `notes` for the one with oneself. */
export function titleOf({ type, group, peer }: ConversationView, me: string, notes: string): string {
  if (type === "group") return group?.name ?? "";
  if (peer === undefined) return "";
  return peer.id === me ? notes : fullName(peer);
}

/** What a conversation is found by: its name, and the user name of the other. */
export const namesOf = (entry: ConversationView, me: string, notes: string): string[] => [
  titleOf(entry, me, notes),
  entry.peer?.username ?? "",
];
