// Where a message goes: to a person or to a group. Known before there is a conversation, so drafts and the outbox go by it.

import type { ConversationView } from "../protocol/views.ts";

export type Target = { kind: "private"; id: string } | { kind: "group"; id: string };

/** A short text for maps and storage: `u:<person>` or `g:<group>`. */
export const targetKey = ({ kind, id }: Target): string => `${kind === "group" ? "g" : "u"}:${id}`;

export function targetOfKey(key: string): Target | undefined {
  const id = key.slice(2);
  if (key.startsWith("g:")) return { kind: "group", id };
  return key.startsWith("u:") ? { kind: "private", id } : undefined;
}

/** The target of a conversation; a private one without a peer has none. */
export function targetOf(entry: Pick<ConversationView, "id" | "type" | "peer">): Target | undefined {
  if (entry.type === "group") return { kind: "group", id: entry.id };
  return entry.peer && { kind: "private", id: entry.peer.id };
}

/** As a frame names it. */
export const addressOf = ({ kind, id }: Target): { to: string } | { group_id: string } =>
  kind === "private" ? { to: id } : { group_id: id };

/** The target's key of a frame that another person sent, or oneself from elsewhere. @param me one's own id */
export function keyOfFrame(
  { from, to, group_id }: { from: string; to?: string; group_id?: string },
  me: string,
): string {
  if (group_id !== undefined) return `g:${group_id}`;
  return `u:${from === me && to !== undefined ? to : from}`;
}
