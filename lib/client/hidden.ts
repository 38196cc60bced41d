// What this person has hidden for themselves: gone from everywhere, and kept away. Pure.

import type { MessageView } from "../protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { withoutMessages } from "./counting.ts";

/** Without these messages, wherever they are shown. */
export function withoutHidden(of: Conversation, ids: ReadonlySet<string>, me: string): Conversation {
  const hidden = new Set([...of.hidden, ...ids]);
  const isShown = (message: MessageView) => !ids.has(message.id);
  const around = of.around && { ...of.around, log: of.around.log.filter(isShown) };
  const rest = withoutMessages({ ...of, hidden, around, pins: of.pins?.filter(isShown) ?? null }, ids, me);
  const last = rest.entry.last_message;
  if (last === null || isShown(last)) return rest;
  const before = rest.log?.at(-1) ?? null;
  return { ...rest, isLastUnknown: before === null, entry: { ...rest.entry, last_message: before } };
}

/** Those of a page that may be shown: it may be older than the hiding. */
export const shown = (of: Conversation, messages: readonly MessageView[]): MessageView[] =>
  messages.filter((message) => !of.hidden.has(message.id));
