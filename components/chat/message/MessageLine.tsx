// One line of a thread, of whatever kind.

import type { Signal } from "@preact/signals";
import { type Conversation, statusOf } from "../../../lib/client/conversation.ts";
import type { Item } from "../../../lib/client/timeline.ts";
import { daysBetween, isSameYear, longDay } from "../../../lib/i18n/intl.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { lazy } from "../lazy.tsx";
import { MessageItem, type MessageItemProps } from "./MessageItem.tsx";
import { PendingItem } from "./PendingItem.tsx";
import { SystemLine } from "./SystemLine.tsx";

const PendingWithFiles = lazy(async () => (await import("../composer/outgoing_parts.ts")).PendingWithFiles);

/** The list that a line stands in. */
export interface InList {
  of: Conversation | undefined;
  inGroup: boolean;
  /** the id of the message at which Tab stops; undefined: at none */
  stop: Signal<string | undefined>;
}

export function Line({ item, ...list }: InList & { item: Item }) {
  const t = useText();
  const { chat } = useChat();
  switch (item.kind) {
    case "day":
      return <Day time={item.time} />;
    case "new":
      return <li class="new-line" data-key="new">{t.thread.newMessages}</li>;
    case "system":
      return <SystemLine message={item.message} />;
    case "pending":
      return item.pending.attachments === undefined
        ? <PendingItem pending={item.pending} first={item.first} />
        : <PendingWithFiles pending={item.pending} first={item.first} />;
    case "message":
      return <MessageItem {...messageProps(item, list, chat.me.id)} />;
  }
}

export const messageProps = (
  { message, first }: Extract<Item, { kind: "message" }>,
  { of, inGroup, stop }: InList,
  me: string,
): MessageItemProps => ({
  ...{ message, first, inGroup, stop },
  isMine: message.sender_id === me,
  status: statusOf(of ?? { delivered: 0, read: 0 }, message.seq),
});

function Day({ time }: { time: string }) {
  const t = useText();
  const reader = useReader();
  const days = daysBetween(time, reader.now, reader);
  const long = () => longDay(time, reader, !isSameYear(time, reader.now, reader));
  const word = days <= 0 ? t.thread.today : days === 1 ? t.thread.yesterday : long();
  return (
    <li class="day">
      <span>{word}</span>
    </li>
  );
}
