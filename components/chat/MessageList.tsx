// The messages of one conversation, oldest on top. It only says what is shown; where it stands is `scroll.ts`'s to keep.

import { useComputed } from "@preact/signals";
import { ArrowDown } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Conversation, statusOf } from "../../lib/client/conversation.ts";
import type { Pending } from "../../lib/client/stores/outbox.ts";
import { type Item, timeline } from "../../lib/client/timeline.ts";
import type { Target } from "../../lib/client/target.ts";
import { daysBetween, longDay } from "../../lib/i18n/intl.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";
import { MessageItem } from "./MessageItem.tsx";
import { PendingItem } from "./PendingItem.tsx";
import { useScroll } from "./scroll.ts";

interface MessageListProps {
  of: Conversation | undefined;
  target: Target;
  pending: readonly Pending[];
  /** shown above the first message */
  beginning: string;
}

export function MessageList({ of, target, pending, beginning }: MessageListProps) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const me = chat.me.id;
  // The line stays where it was when the conversation was opened, however far one reads.
  const [unreadAfter] = useState(of !== undefined && of.entry.unread_count > 0 ? of.entry.last_read_seq : null);
  const items = timeline({ log: of?.log ?? [], pending, me, reader, unreadAfter });
  const scroll = useScroll({
    hasMore: of?.hasMore ?? false,
    loadOlder: () => of === undefined ? Promise.resolve() : chat.conversations.windows.older(of.entry.id),
    onSeen: (seq) => of !== undefined && chat.marks.read(of.entry.id, seq),
    newest: items.at(-1)?.key ?? "",
    isMine: pending.length > 0,
  });
  const unread = of?.entry.unread_count ?? 0;
  const isAway = useComputed(() => scroll.isAway.value);
  return (
    <>
      <div class="scroller" ref={scroll.container} tabIndex={0} role="region" aria-label={t.thread.messages}>
        <ol class="messages" ref={scroll.content}>
          <li class="beginning">
            {of?.hasMore ? <OlderLink of={of} isLoading={scroll.isLoading.value} /> : beginning}
          </li>
          {items.map((item) => <Line key={item.key} item={item} of={of} inGroup={target.kind === "group"} />)}
        </ol>
      </div>
      {isAway.value && (
        <div class="under needs-script">
          <button
            type="button"
            class="to-latest"
            aria-label={unread > 0 ? t.thread.toLatestNew(unread) : t.thread.toLatest}
            onClick={scroll.toLatest}
          >
            {unread > 0 && <span class="badge" aria-hidden="true">{unread}</span>}
            <ArrowDown aria-hidden="true" />
          </button>
        </div>
      )}
    </>
  );
}

/** Without a script, older messages are another page. */
function OlderLink({ of, isLoading }: { of: Conversation; isLoading: boolean }) {
  const t = useText();
  const first = of.log?.[0]?.seq;
  if (isLoading) return <span role="status">{t.thread.loadingOlder}</span>;
  return <a href={`/c/${of.entry.id}?before=${first ?? ""}`}>{t.thread.olderLink}</a>;
}

function Line({ item, of, inGroup }: { item: Item; of: Conversation | undefined; inGroup: boolean }) {
  const t = useText();
  const { chat } = useChat();
  switch (item.kind) {
    case "day":
      return <Day time={item.time} />;
    case "new":
      return <li class="new-line" data-key="new">{t.thread.newMessages}</li>;
    case "system":
      return <li class="system" data-key={item.key} data-seq={item.message.seq}>{item.message.content}</li>;
    case "pending":
      return <PendingItem pending={item.pending} first={item.first} />;
    case "message":
      return (
        <MessageItem
          message={item.message}
          first={item.first}
          isMine={item.message.sender_id === chat.me.id}
          inGroup={inGroup}
          status={statusOf(of ?? { delivered: 0, read: 0 }, item.message.seq)}
        />
      );
  }
}

function Day({ time }: { time: string }) {
  const t = useText();
  const reader = useReader();
  const days = daysBetween(time, reader.now, reader);
  const word = days <= 0 ? t.thread.today : days === 1 ? t.thread.yesterday : longDay(time, reader);
  return (
    <li class="day">
      <span>{word}</span>
    </li>
  );
}
