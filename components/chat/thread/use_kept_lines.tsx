// Messages on the server: most are rendered once for all who see them alike. They are looked for here and not in a component of each, for
// three components cost as much as what they find.

import type { ComponentChild } from "preact";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { Item } from "../../../lib/client/timeline.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { isKeeping, kept } from "./kept.ts";
import { MessageItem } from "../message/MessageItem.tsx";
import { type InList, messageProps } from "../message/MessageLine.tsx";
import { nameOf } from "../names.ts";
import { useThread } from "./thread_context.ts";

/** @returns what a line shows, out of what is kept; undefined: it is to be rendered, as every line is in a browser */
export function useKeptLines(list: InList): (item: Item) => ComponentChild | undefined {
  const t = useText();
  const { locale, timeZone } = useReader();
  const { chat } = useChat();
  const { pointed, lit } = useThread();
  if (!isKeeping()) return () => undefined;
  const singledOut = [pointed, lit, list.stop].map((it) => it.value);
  return (item) => {
    if (item.kind !== "message" || singledOut.includes(item.message.id) || !isByItself(item.message)) return undefined;
    const props = messageProps(item, list, chat.me.id);
    const { message, first, isMine, inGroup, status } = props;
    const name = nameOf(chat, message.sender_id, t);
    const picture = chat.people.get(message.sender_id)?.avatar;
    const by = JSON.stringify([message, first, isMine, inGroup, status, name, picture, locale, timeZone]);
    return kept(by, () => <MessageItem {...props} />);
  };
}

/** Whether nothing is shown with it that others said or are called, and no link within Parley: those are marked on the page they lead to. */
const isByItself = (message: MessageView): boolean =>
  message.reply_to === null && message.forwarded_from === null && message.mentions.length === 0 &&
  message.reactions.length === 0 && message.attachments.length === 0;
