// One message: who said it (where that is not clear already), what, when, and for one's own how far it got.

import { Check, CheckCheck } from "lucide-preact";
import { memo } from "./memo.ts";
import { clock, fullTime } from "../../lib/i18n/intl.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { fullName, hueOf } from "../../lib/client/names.ts";
import { Avatar } from "../Avatar.tsx";
import { useChat } from "./context.ts";
import { MessageText } from "./MessageText.tsx";

interface MessageItemProps {
  message: MessageView;
  first: boolean;
  isMine: boolean;
  /** in groups the author is shown */
  inGroup: boolean;
  /** how far one's own got */
  status: "sent" | "delivered" | "read";
}

export const MessageItem = memo(function MessageItem({ message, first, isMine, inGroup, status }: MessageItemProps) {
  const t = useText();
  const { chat } = useChat();
  const withAvatar = inGroup && !isMine;
  const author = chat.people.get(message.sender_id);
  const name = author === undefined ? t.thread.unknown : fullName(author);
  return (
    <li
      class={`message ${isMine ? "mine" : ""} ${first ? "first" : ""} ${withAvatar ? "with-avatar" : ""}`}
      data-key={message.client_id ?? message.id}
      data-seq={message.seq}
    >
      {withAvatar && first && <Avatar id={message.sender_id} name={name} size="small" />}
      <div class="bubble">
        {first && (withAvatar
          ? <b class={`author hue-${hueOf(message.sender_id)}`}>{name}</b>
          : <b class="sr">{isMine ? t.thread.you : name}</b>)}
        <Words message={message} />
        <span class="meta">
          {message.edited_at !== null && <span>{t.thread.edited}</span>}
          <Time of={message.created_at} />
          {isMine && <Ticks status={status} />}
        </span>
      </div>
    </li>
  );
});

function Words({ message }: { message: MessageView }) {
  const t = useText();
  if (message.recalled_at !== null) return <span class="text gone">{t.thread.recalled}</span>;
  if (message.is_deleted) return <span class="text gone">{t.thread.deleted}</span>;
  return <MessageText content={message.content} />;
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
