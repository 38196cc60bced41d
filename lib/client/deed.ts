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
    return isDeed(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What each kind says beside the message or conversation that it is about. */
const SAYS: Record<Done["kind"], Record<string, string>> = {
  edit: { id: "string", content: "string" },
  react: { id: "string", emoji: "string", on: "boolean" },
  pin: { id: "string", on: "boolean" },
  recall: { id: "string" },
  remove: { id: "string" },
  hide: { id: "string" },
  own: { own: "object" },
  read: { seq: "number" },
};

const isDeed = (value: unknown): value is Deed => {
  if (!isObject(value) || typeof value.kind !== "string" || !Object.hasOwn(SAYS, value.kind)) return false;
  const says = { conversation_id: "string", at: "string", ...new Map(Object.entries(SAYS)).get(value.kind) };
  return Object.entries(says).every(([key, type]) => typeof value[key] === type && value[key] !== null);
};
