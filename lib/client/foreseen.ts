// A conversation as it will be once the server has followed: what is held, with one's own deeds that are still on their way. Pure.

import { assertNever } from "../protocol/errors.ts";
import type { MessageView } from "../protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { withOwnMark } from "./counting.ts";
import type { Deed } from "./deed.ts";
import { withoutHidden } from "./hidden.ts";
import type { Pending } from "./stores/outbox.ts";
import { wished } from "./reactions.ts";

/** @param deeds of this conversation, in their order */
export const foreseen = (of: Conversation, deeds: readonly Deed[], me: string): Conversation =>
  deeds.reduce((state, deed) => withDeed(state, deed, me), of);

function withDeed(of: Conversation, deed: Deed, me: string): Conversation {
  switch (deed.kind) {
    case "own":
      return { ...of, entry: { ...of.entry, ...deed.own } };
    case "read":
      return withOwnMark(of, deed.seq, me);
    case "hide":
      return withoutHidden(of, new Set([deed.id]), me);
    default:
      return withChanged(of, deed.id, (message) => changed(message, deed, me));
  }
}

/** One's own message that is not sent yet, with what one did to it since; undefined: it was deleted. */
export function foreseenPending(pending: Pending, deeds: readonly Deed[]): Pending | undefined {
  if (deeds.some((it) => it.kind === "remove" || it.kind === "recall" || it.kind === "hide")) return undefined;
  const edit = deeds.findLast((it) => it.kind === "edit");
  return edit === undefined ? pending : { ...pending, content: edit.content };
}

type OfMessage = Exclude<Deed, { kind: "own" | "read" | "hide" }>;

function changed(message: MessageView, deed: OfMessage, me: string): MessageView {
  switch (deed.kind) {
    case "edit":
      return { ...message, content: deed.content, edited_at: message.edited_at ?? deed.at };
    case "react":
      return { ...message, ...wished(message, new Map([[deed.emoji, deed.on]]), me) };
    case "pin":
      return { ...message, pinned_at: deed.on ? message.pinned_at ?? deed.at : null };
    case "recall":
      return { ...message, recalled_at: deed.at, content: "", reactions: [], pinned_at: null };
    case "remove":
      return removed(message);
    default:
      return assertNever(deed);
  }
}

/** What is left of a message that was deleted for everybody. */
export const removed = (message: MessageView): MessageView => ({
  ...message,
  is_deleted: true,
  content: "",
  reactions: [],
  pinned_at: null,
});

/** That message, wherever it is shown. */
function withChanged(of: Conversation, id: string, change: (message: MessageView) => MessageView): Conversation {
  const inAll = <T extends readonly MessageView[] | null>(all: T) =>
    all?.some((it) => it.id === id) ? all.map((it) => it.id === id ? change(it) : it) : all;
  const last = of.entry.last_message;
  const log = inAll(of.log);
  const pins = inAll(of.pins)?.filter((it) => it.pinned_at !== null) ?? null;
  const around = of.around && { ...of.around, log: inAll(of.around.log) };
  const entry = last?.id === id ? { ...of.entry, last_message: change(last) } : of.entry;
  const pinned = log?.find((it) => it.id === id && it.pinned_at !== null);
  const isNew = pins !== null && pinned !== undefined && !pins.some((it) => it.id === id);
  return { ...of, log, around, entry, pins: isNew ? [pinned, ...pins] : pins };
}
