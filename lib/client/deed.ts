// What one does with what is there already, as a value that can wait for the server: on screen at once, kept on this device, done when the
// connection is there. Each may be repeated without harm: it says what shall be, not what shall change.

import type { OwnSettings } from "./api.ts";
import { isObject } from "./incoming.ts";

type Done =
  /** `id` of these: of a message; of one that is not sent yet, its client_id */
  | { kind: "edit"; id: string; content: string }
  | { kind: "react"; id: string; emoji: string; on: boolean }
  | { kind: "pin"; id: string; on: boolean }
  | { kind: "recall"; id: string }
  | { kind: "remove"; id: string }
  | { kind: "hide"; id: string }
  | { kind: "own"; own: OwnSettings }
  /** everything up to `seq` was seen */
  | { kind: "read"; seq: number };

export type Deed = Done & {
  conversation_id: string;
  /** this device's clock, RFC 3339 */
  at: string;
};

/** The message that it is about. */
export const messageOf = (deed: Deed): string | undefined => "id" in deed ? deed.id : undefined;

/** Of two that are about the same, the later one is what shall be. */
export const aboutOf = (deed: Deed): string => {
  const { kind, conversation_id } = deed;
  if (deed.kind === "react") return `${kind} ${deed.id} ${deed.emoji}`;
  return `${kind} ${messageOf(deed) ?? conversation_id}`;
};

/** Both, where the later one does not say everything. */
export function merged(before: Deed, after: Deed): Deed {
  if (before.kind === "own" && after.kind === "own") return { ...after, own: { ...before.own, ...after.own } };
  if (before.kind === "read" && after.kind === "read") return { ...after, seq: Math.max(before.seq, after.seq) };
  return after;
}

/** What an older version or another program left there is no reason to fail. */
export function parseDeed(text: string | null): Deed | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (!isObject(value) || typeof value.conversation_id !== "string" || typeof value.at !== "string") return undefined;
    const done = parseDone(value);
    return done && { ...done, conversation_id: value.conversation_id, at: value.at };
  } catch {
    return undefined;
  }
}

function parseDone({ kind, id, content, emoji, on, own, seq }: Record<string, unknown>): Done | undefined {
  if (kind === "read") return typeof seq === "number" ? { kind, seq } : undefined;
  if (kind === "own") return isObject(own) ? { kind, own } : undefined;
  if (typeof id !== "string") return undefined;
  switch (kind) {
    case "edit":
      return typeof content === "string" ? { kind, id, content } : undefined;
    case "react":
      return typeof emoji === "string" && typeof on === "boolean" ? { kind, id, emoji, on } : undefined;
    case "pin":
      return typeof on === "boolean" ? { kind, id, on } : undefined;
    case "recall":
    case "remove":
    case "hide":
      return { kind, id };
    default:
      return undefined;
  }
}
