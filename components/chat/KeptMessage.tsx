// A message on the server: most are rendered once for all who see them alike.

import { useReader, useText } from "../../lib/i18n/language.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { useChat } from "./context.ts";
import { KeptHtml } from "./kept.ts";
import { MessageItem, type MessageItemProps } from "./MessageItem.tsx";
import { nameOf } from "./names.ts";
import { useThread } from "./thread_context.ts";

export function KeptMessage(props: MessageItemProps) {
  const t = useText();
  const { locale, timeZone } = useReader();
  const { chat } = useChat();
  const { pointed, lit } = useThread();
  const { message, first, isMine, inGroup, status, stop } = props;
  const isSingledOut = [pointed, lit, stop].some((it) => it.value === message.id);
  if (isSingledOut || !isByItself(message)) return <MessageItem {...props} />;
  const name = nameOf(chat, message.sender_id, t);
  const picture = chat.people.get(message.sender_id)?.avatar;
  const by = JSON.stringify([message, first, isMine, inGroup, status, name, picture, locale, timeZone]);
  return (
    <KeptHtml by={by}>
      <MessageItem {...props} />
    </KeptHtml>
  );
}

/** Whether nothing is shown with it that others said or are called, and no link within Parley: those are marked on the page they lead to. */
const isByItself = (message: MessageView): boolean =>
  message.reply_to === null && message.forwarded_from === null && message.mentions.length === 0 &&
  message.reactions.length === 0 && message.attachments.length === 0;
