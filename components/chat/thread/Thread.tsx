// The right column: one conversation, from its head to where one writes.

import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Target } from "../../../lib/client/target.ts";
import { targetKey } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { Notice } from "../../Notice.tsx";
import { AnnouncementBar } from "./AnnouncementBar.tsx";
import { Banner } from "../Banner.tsx";
import { Composer } from "../composer/Composer.tsx";
import { useChat } from "../context.ts";
import { Dragged } from "../composer/Dragged.tsx";
import { FileForm } from "../composer/FileForm.tsx";
import { lazy } from "../lazy.tsx";
import { MessageList } from "./MessageList.tsx";
import { hrefOf } from "../paths.ts";
import type { Aim } from "../places.ts";
import { PinnedBar } from "./PinnedBar.tsx";
import { ThreadHead } from "./ThreadHead.tsx";
import { type Failure, ThreadSkeleton } from "./ThreadSkeleton.tsx";
import { type Asked, type OpenMenu, type Picking, ThreadContext } from "./thread_context.ts";
import { TypingLine } from "./TypingLine.tsx";
import { titleAt } from "../title.ts";
import { useBeside } from "./use_beside.ts";
import { useVisit } from "./use_visit.ts";

const loadMenu = async () => (await import("../message/MessageMenu.tsx")).MessageMenu;
const MessageMenu = lazy(loadMenu);
const ThreadDialogs = lazy(async () => (await import("../dialogs.ts")).ThreadDialogs);
const EmojiPicker = lazy(async () => (await import("../composer/EmojiPicker.tsx")).EmojiPicker);

interface ThreadProps {
  target: Target;
  formId: string;
  refused: string | undefined;
  /** where one comes in: the id of a message, or a place */
  begin: string | Aim;
  /** where the reader stands now */
  onPlace: (place: Aim) => void;
  /** why its messages are not there */
  failed: Failure;
  onRetry: () => void;
}

export function Thread({ target, formId, refused, begin, onPlace, failed, onRetry }: ThreadProps) {
  const t = useText();
  const { chat } = useChat();
  const where = targetKey(target);
  const signal = useComputed(() => chat.conversations.at(target));
  const of = signal.value;
  const { visit, lit, unreadAfter, list, go, jump, looked } = useVisit(signal, begin);
  const pointed = useSignal<string | null>(null);
  const menu = useSignal<OpenMenu | null>(null);
  const asked = useSignal<Asked | null>(null);
  const picking = useSignal<Picking | null>(null);
  // On its way before it is asked for.
  useSignalEffect(() => {
    if (pointed.value !== null) loadMenu().catch(() => {});
  });
  const context = useMemo(() => ({ target, where, of: signal, pointed, lit, menu, asked, picking, jump }), [where]);
  const id = of?.entry.id;
  useEffect(() => id === undefined ? undefined : () => chat.conversations.windows.leave(id), [id]);
  useBeside(of);

  const pending = chat.waiting(where);
  // Of a group nothing is there before it is known: it may be one that the reader has left, and comes back to in the browser's history.
  const isUnknown = target.kind === "group" && of === undefined;
  const name = isUnknown ? failed === "gone" ? t.error.notFound : t.thread.loading : titleAt(chat, target, t);
  const isElsewhere = of !== undefined && (of.around !== null || (of.log?.at(-1)?.seq ?? 0) < of.entry.last_seq);
  // Without a script nothing is marked as read: its plain address would lead to the first unread message again.
  const latestHref = of?.entry.unread_count ? `/c/${id}?before=${of.entry.last_seq + 1}` : hrefOf(target);
  const isLoading = isUnknown || (of !== undefined && of.log === null && of.around === null);
  return (
    <ThreadContext.Provider value={context}>
      <section class="thread" id="content" aria-label={name}>
        <ThreadHead target={target} of={of} name={name} />
        {of?.entry.group && <AnnouncementBar group={of.entry.group} />}
        <PinnedBar />
        <Banner />
        {isLoading ? <ThreadSkeleton failed={failed} onRetry={onRetry} /> : (
          <MessageList
            key={`${where} ${visit.value.n}`}
            of={of}
            pending={pending}
            beginning={beginningOf(target, name)}
            visit={visit.value}
            unreadAfter={unreadAfter.value}
            list={list}
            go={go}
            onPlace={onPlace}
            onLooked={looked}
          />
        )}
        {!isUnknown && (
          <div class="under">
            {isElsewhere && <a class="button quiet small without-script" href={latestHref}>{t.thread.latestLink}</a>}
            {refused !== undefined && <Notice bad text={refused} />}
            <TypingLine target={target} />
            <Composer name={name} formId={formId} onSent={() => go({ at: "end" })} />
            <FileForm target={target} />
          </div>
        )}
        {menu.value !== null && <MessageMenu open={menu.value} />}
        {asked.value !== null && <ThreadDialogs />}
        {picking.value !== null && <EmojiPicker open={picking.value} />}
        <Dragged name={name} />
      </section>
    </ThreadContext.Provider>
  );

  function beginningOf({ kind, id }: Target, name: string): string {
    if (id === chat.me.id) return t.thread.emptyNotes;
    return kind === "group" ? t.thread.emptyGroup(name) : t.thread.empty(name);
  }
}
