// The messages of one conversation, oldest on top: the latest, or those around one that was jumped to. It only says what is shown;
// where it stands is `scroll.ts`'s to keep.

import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Conversation } from "../../lib/client/conversation.ts";
import type { Pending } from "../../lib/client/stores/outbox.ts";
import { timeline } from "../../lib/client/timeline.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";
import { OlderLink, ToLatest } from "./ListEnds.tsx";
import { Line } from "./MessageLine.tsx";
import { usePointing } from "./pointing.ts";
import { useScroll } from "./scroll.ts";
import { useThread } from "./thread_context.ts";

interface MessageListProps {
  of: Conversation | undefined;
  pending: readonly Pending[];
  /** shown above the first message */
  beginning: string;
  /** the message to begin at; null: the first unread one, or the end */
  at: string | null;
  /** leaves the window around a message */
  onLatest: () => void;
  /** how others make it show a message that it has */
  reveal: { current: (id: string) => boolean };
}

export function MessageList({ of, pending, beginning, at, onLatest, reveal }: MessageListProps) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { target } = useThread();
  const isRoving = useSignal(false);
  useEffect(() => void (isRoving.value = true), []);
  // The line stays where it was when the conversation was opened, however far one reads.
  const [unreadAfter] = useState(of !== undefined && of.entry.unread_count > 0 ? of.entry.last_read_seq : null);
  const around = of?.around ?? null;
  const log = around?.log ?? of?.log ?? [];
  const hasMore = around?.hasOlder ?? of?.hasMore ?? false;
  const hasNewer = around?.hasNewer ?? false;
  const shownPending = hasNewer ? [] : pending;
  const items = timeline({
    log,
    pending: shownPending,
    me: chat.me.id,
    reader,
    unreadAfter: at === null ? unreadAfter : null,
  });
  const { windows } = chat.conversations;
  const scroll = useScroll({
    hasMore,
    hasNewer,
    at,
    load: async (end) => {
      if (of === undefined) return;
      if (around !== null) await windows.aroundPage(of.entry.id, end);
      else if (end === "older") await windows.older(of.entry.id);
    },
    onSeen: (seq) => of !== undefined && chat.marks.read(of.entry.id, seq),
    newest: items.at(-1)?.key ?? "",
    isMine: shownPending.length > 0,
  });
  reveal.current = scroll.reveal;
  const pointing = usePointing();
  const lastMessage = log.findLast((message) => message.message_type !== "system")?.id;
  return (
    <>
      <div class="scroller" ref={scroll.container} tabIndex={0} role="region" aria-label={t.thread.messages}>
        <ol class="messages" ref={scroll.content} {...pointing}>
          <li class="beginning">
            {hasMore ? <OlderLink of={of} first={log[0]?.seq} isLoading={scroll.isLoading.value} /> : beginning}
          </li>
          {items.map((item) => (
            <Line
              key={item.key}
              item={item}
              of={of}
              inGroup={target.kind === "group"}
              stop={isRoving.value ? lastMessage : undefined}
            />
          ))}
        </ol>
      </div>
      <ToLatest
        isAway={scroll.isAway}
        unread={of?.entry.unread_count ?? 0}
        onClick={() => hasNewer ? onLatest() : scroll.toLatest()}
      />
    </>
  );
}
