// The addresses of what the chat shows, and back.

import type { Target } from "../../lib/client/target.ts";

export const hrefOf = ({ kind, id }: Target): string => `/${kind === "group" ? "g" : "u"}/${id}`;

/**
 * What an address shows: the list ("/"), a target, or nothing of ours.
 * @param pairOf the target of a conversation by its id (`/c/:id`)
 */
export function targetAt(
  path: string,
  pairOf: (conversationId: string) => Target | undefined,
): Target | null | undefined {
  if (path === "/") return null;
  const [, kind, id, rest] = path.split("/");
  if (id === undefined || rest !== undefined) return undefined;
  if (kind === "u") return { kind: "private", id };
  if (kind === "g") return { kind: "group", id };
  return kind === "c" ? pairOf(id) : undefined;
}
