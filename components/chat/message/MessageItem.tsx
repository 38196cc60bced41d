// One message: who said it (where that is not clear already), what it answers, what it says, when, how far one's own got, and what
// others gave it.

import { type Signal, useComputed } from "@preact/signals";
import { Check, CheckCheck, Forward, Pin } from "../../icons.ts";
import { memo } from "./memo.ts";
import { clock, fullTime } from "../../../lib/i18n/intl.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { hueOf } from "../../../lib/client/names.ts";
import { Avatar } from "../../Avatar.tsx";
import { Attachments } from "./Attachments.tsx";
import { useChat } from "../context.ts";
import { MessageText } from "./MessageText.tsx";
import { MessageTools } from "./MessageTools.tsx";
import { namedIn, nameOf } from "../names.ts";
import { Quote } from "./Quote.tsx";
import { Reactions } from "./Reactions.tsx";
import { useThread } from "../thread/thread_context.ts";

export interface MessageItemProps {
  message: MessageView;
  first: boolean;
  isMine: boolean;
  /** in groups the author is shown */
  inGroup: boolean;
  /** how far one's own got */
  status: "sent" | "delivered" | "read";
  /** the id of the message of the list at which Tab stops */
  stop: Signal<string | undefined>;
}

export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, first, isMine, inGroup, status, stop } = props;
  const t = useText();
  const { chat } = useChat();
  const { pointed, lit } = useThread();
  const isPointed = useComputed(() => pointed.value === message.id);
  const isStop = useComputed(() => stop.value === message.id);
  const isLit = useComputed(() => lit.value === message.id);
  const withAvatar = inGroup && !isMine;
  const name = nameOf(chat, message.sender_id, t);
  const isGone = message.is_deleted || message.recalled_at !== null;
  const speaksToMe = message.mentions.includes(chat.me.id) || (message.mentions_all && !isMine);
  const looks = [
    "message",
    isMine && "mine",
    first && "first",
    withAvatar && "with-avatar",
    speaksToMe && "to-me",
    isLit.value && "lit",
  ];
  return (
    <li
      class={looks.filter(Boolean).join(" ")}
      id={`m-${message.id}`}
      data-key={message.client_id ?? message.id}
      data-id={message.id}
      data-seq={message.seq}
      aria-posinset={message.seq}
      aria-setsize={-1}
      tabIndex={isStop.value ? 0 : -1}
    >
      {withAvatar && first && (
        <Avatar id={message.sender_id} name={name} picture={chat.people.get(message.sender_id)?.avatar} size="small" />
      )}
      <div class="bubble">
        {first && (withAvatar
          ? <b class={`author hue-${hueOf(message.sender_id)}`}>{name}</b>
          : <b class="sr">{isMine ? t.thread.you : name}</b>)}
        {!isGone && message.forwarded_from !== null && (
          <span class="forwarded">
            <Forward aria-hidden="true" /> {t.message.forwarded(nameOf(chat, message.forwarded_from, t))}
          </span>
        )}
        {!isGone && message.reply_to !== null && <Quote id={message.reply_to} />}
        {!isGone && message.attachments.length > 0 && <Attachments message={message} />}
        <Words message={message} isMine={isMine} name={name} />
        <Meta message={message} isMine={isMine} status={status} />
        {isPointed.value && <MessageTools message={message} />}
      </div>
      {message.reactions.length > 0 && <Reactions message={message} />}
    </li>
  );
});

function Words({ message, isMine, name }: { message: MessageView; isMine: boolean; name: string }) {
  const t = useText();
  const { chat } = useChat();
  if (message.recalled_at !== null) {
    return <span class="text gone">{isMine ? t.message.recalledMine : t.message.recalledBy(name)}</span>;
  }
  if (message.is_deleted) return <span class="text gone">{t.thread.deleted}</span>;
  if (message.content === "") return null;
  return <MessageText content={message.content} names={namedIn(chat, message, t)} />;
}

function Meta({ message, isMine, status }: Pick<MessageItemProps, "message" | "isMine" | "status">) {
  const t = useText();
  const { asked } = useThread();
  const isGone = message.is_deleted || message.recalled_at !== null;
  return (
    <span class="meta">
      {message.pinned_at !== null && (
        <span title={t.message.pinned}>
          <Pin aria-hidden="true" />
          <span class="sr">{t.message.pinned}</span>
        </span>
      )}
      {message.edited_at !== null && !isGone && (
        <button
          type="button"
          class="edited"
          title={t.message.showEdits}
          aria-label={t.message.showEdits}
          onClick={() => asked.value = { kind: "history", message }}
        >
          {t.thread.edited}
        </button>
      )}
      <Time of={message.created_at} />
      {isMine && !isGone && <Ticks status={status} />}
    </span>
  );
}

export function Time({ of }: { of: string }) {
  const reader = useReader();
  return <time dateTime={of} title={fullTime(of, reader)}>{clock(of, reader)}</time>;
}

function Ticks({ status }: { status: "sent" | "delivered" | "read" }) {
  const t = useText();
  const Icon = status === "sent" ? Check : CheckCheck;
  return (
    <span class={`ticks is-${status}`} title={t.state[status]}>
      <Icon aria-hidden="true" />
      <span class="sr">{t.state[status]}</span>
    </span>
  );
}
