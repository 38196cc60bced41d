// The messages of one conversation, oldest on top: the latest, or those around one that was jumped to, and of them what is near to the
// reader. Where the list stands is `scroll.ts`'s to keep, what of it is on the page `use_part.ts`'s.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import type { Log } from "../../../lib/client/log.ts";
import type { Seen } from "../../../lib/client/part.ts";
import type { Pending } from "../../../lib/client/stores/outbox.ts";
import { isLookedAt } from "../../../lib/client/looked.ts";
import { lineIn, timeline } from "../../../lib/client/timeline.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { FirstUnread, NewerSign, OlderLink, ToLatest } from "./ListEnds.tsx";
import { Line } from "../message/MessageLine.tsx";
import { type Aim, isSelecting, placeOf, type Visible } from "../places.ts";
import { usePointing } from "./pointing.ts";
import { useScroll } from "./scroll.ts";
import { useThread } from "./thread_context.ts";
import { useKeptLines } from "./use_kept_lines.tsx";
import { AT_END, usePart } from "./use_part.ts";
import type { Visit, Visiting } from "./use_visit.ts";

interface MessageListProps extends Pick<Visiting, "list" | "go"> {
  of: Conversation | undefined;
  unreadAfter: number | null;
  pending: readonly Pending[];
  /** shown above the first message */
  beginning: string;
  visit: Visit;
  /** where the reader stands now */
  onPlace: (place: Aim) => void;
  onLooked: () => void;
}

export function MessageList(props: MessageListProps) {
  const { of, pending, beginning, visit, unreadAfter, list, go, onPlace, onLooked } = props;
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { target } = useThread();
  const container = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const seen = useRef<Seen>(AT_END);
  const stop = useSignal<string | undefined>(undefined);
  const isUnreadAbove = useSignal(false);
  const around = of?.around ?? null;
  const log = around?.log ?? of?.log ?? [];
  const hasOlder = around?.hasOlder ?? of?.hasMore ?? false;
  const hasLater = around?.hasNewer ?? false;
  const line = lineIn(log, unreadAfter, chat.me.id, !hasOlder);

  /** The `seq` to show for an aim, null being the end; undefined: that is not held. */
  const seqFor = (aim: Aim): number | null | undefined => {
    if (aim.at === "end") return hasLater ? undefined : null;
    if (aim.at === "beginning") return hasOlder ? undefined : log[0]?.seq ?? null;
    if (aim.at !== "message") return line ?? undefined;
    return isWithin(log, aim.seq) ? aim.seq : undefined;
  };
  const part = usePart(log, seen, seqFor(visit.begin) ?? null, () => isSelecting(container.current));
  const hasNewer = part.hasAfter || hasLater;
  const shownPending = hasNewer ? [] : pending;
  const { messages, before } = part;
  const items = timeline({ log: messages, before, pending: shownPending, me: chat.me.id, reader, line });
  const { windows } = chat.conversations;
  const id = of?.entry.id;

  const onLook = ({ seen: visible, anchors, isLine }: Visible, atEnd: boolean, hasJumped: boolean) => {
    seen.current = atEnd ? AT_END : visible ?? seen.current;
    onPlace(placeOf(anchors, atEnd));
    const isPast = unreadAfter !== null && visible !== null && !isLine && visible.from > (line ?? unreadAfter + 1);
    // Whoever has scrolled past it has been there; where nothing after it is read, it went by while nobody looked.
    const isUnseen = unreadAfter !== null && (of?.entry.last_read_seq ?? 0) <= unreadAfter;
    isUnreadAbove.value = isPast && (hasJumped || isUnseen || isUnreadAbove.peek());
    const isSeen = isLookedAt();
    if (isSeen) onLooked();
    if (id === undefined || visible === null) return;
    windows.reads(id, atEnd ? Infinity : visible.from);
    stop.value = messages.findLast((it) => it.message_type !== "system" && it.seq <= visible.to)?.id;
    // Who looks at something of long ago has not read what came since.
    const isOnward = around === null || !hasOlder || log[0]!.seq <= of!.entry.last_read_seq + 1;
    if (isOnward && isSeen) chat.marks.read(id, visible.to);
  };
  const more = (end: "older" | "newer"): Promise<unknown> | undefined => {
    if (end === "older" ? part.hasBefore : part.hasAfter) return void part.extend(end);
    if (id === undefined) return;
    if (around !== null) return windows.aroundPage(id, end);
    return end === "older" ? windows.older(id) : undefined;
  };
  const scroll = useScroll({
    container,
    content,
    hasMore: part.hasBefore || hasOlder,
    hasNewer,
    begin: visit.begin,
    more,
    onLook,
    newest: items.at(-1)?.key ?? "",
    isMine: shownPending.length > 0,
  });
  scroll.hold();
  useSignalEffect(() => {
    if (chat.connection.isLive.value && scroll.failed.peek() !== undefined) queueMicrotask(scroll.again);
  });
  list.current = (aim) => {
    const seq = seqFor(aim);
    if (seq === undefined) return false;
    scroll.aim(aim);
    part.show(seq);
    return true;
  };
  useFocusKept(container, visit.hadFocus);
  // The button goes once one is there; not every browser gives it the focus that a click took.
  const leap = (aim: Aim) => {
    if (document.activeElement?.matches(".to-latest")) container.current?.focus({ preventScroll: true });
    go(aim);
  };
  const pointing = usePointing();
  const inList = { of, inGroup: target.kind === "group", stop };
  const keptLine = useKeptLines(inList);
  return (
    <>
      <div
        class="scroller"
        ref={container}
        tabIndex={0}
        role="region"
        aria-label={t.thread.messages}
        onKeyDown={(event) => toAnEnd(event, go)}
      >
        <ol class="messages" ref={content} {...pointing}>
          <li class="beginning">
            {part.hasBefore || hasOlder ? <OlderLink of={of} first={messages[0]?.seq} {...scroll} /> : beginning}
          </li>
          {items.map((item) => keptLine(item) ?? <Line key={item.key} item={item} {...inList} />)}
        </ol>
      </div>
      <NewerSign {...scroll} />
      <FirstUnread isAbove={isUnreadAbove} onClick={() => leap({ at: "unread" })} />
      <ToLatest isAway={scroll.isAway} unread={of?.entry.unread_count ?? 0} onClick={() => leap({ at: "end" })} />
    </>
  );
}

const isWithin = (log: Log, seq: number) => (log[0]?.seq ?? Infinity) <= seq && seq <= (log.at(-1)?.seq ?? 0);

/** Home and End lead to the ends of the conversation, not of what happens to be on the page. */
function toAnEnd(event: KeyboardEvent & { currentTarget: HTMLElement }, go: (aim: Aim) => void): void {
  const { key, target, currentTarget, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isOurs = target === currentTarget || (target instanceof Element && target.matches(".message"));
  if (!isOurs || altKey || ctrlKey || metaKey || shiftKey || (key !== "Home" && key !== "End")) return;
  event.preventDefault();
  currentTarget.focus({ preventScroll: true });
  go({ at: key === "Home" ? "beginning" : "end" });
}

/** Focus on a message that leaves the page goes to the list, so that the keys still move it. */
function useFocusKept(container: { current: HTMLElement | null }, hadFocus: boolean): void {
  const isInside = useRef(hadFocus);
  isInside.current ||= container.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body) container.current?.focus({ preventScroll: true });
    isInside.current = false;
  });
}
