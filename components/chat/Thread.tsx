// The right column: one conversation, from its head to where one writes.

import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Target } from "../../lib/client/target.ts";
import { targetKey } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { Notice } from "../Notice.tsx";
import { AnnouncementBar } from "./AnnouncementBar.tsx";
import { Banner } from "./Banner.tsx";
import { Composer } from "./Composer.tsx";
import { useChat } from "./context.ts";
import { lazy } from "./lazy.tsx";
import { MessageList } from "./MessageList.tsx";
import { MessageMenu } from "./MessageMenu.tsx";
import { hrefOf } from "./paths.ts";
import { PinnedBar } from "./PinnedBar.tsx";
import { ThreadHead } from "./ThreadHead.tsx";
import { ThreadSkeleton } from "./ThreadSkeleton.tsx";
import { type Asked, type OpenMenu, ThreadContext } from "./thread_context.ts";
import { TypingLine } from "./TypingLine.tsx";
import { titleAt } from "./title.ts";
import { useVisit } from "./use_visit.ts";

const ThreadDialogs = lazy(async () => (await import("./dialogs.ts")).ThreadDialogs);

interface ThreadProps {
  target: Target;
  formId: string;
  isPast: boolean;
  refused: string | undefined;
  /** the message to begin at */
  at: string | null;
  /** why its messages are not there */
  failed: boolean;
  onRetry: () => void;
}

export function Thread({ target, formId, isPast, refused, at, failed, onRetry }: ThreadProps) {
  const t = useText();
  const { chat } = useChat();
  const where = targetKey(target);
  const signal = useComputed(() => chat.conversations.at(target));
  const of = signal.value;
  const { visit, lit, reveal, jump, toLatest } = useVisit(signal, at);
  const pointed = useSignal<string | null>(null);
  const menu = useSignal<OpenMenu | null>(null);
  const asked = useSignal<Asked | null>(null);
  const context = useMemo(() => ({ target, where, of: signal, pointed, lit, menu, asked, jump }), [where]);
  const id = of?.entry.id;
  useEffect(() => {
    if (id !== undefined && signal.peek()?.pins === null) chat.conversations.windows.pins(id).catch(() => {});
  }, [id]);

  const pending = chat.outbox.pending.value.filter((it) => it.where === where);
  const name = titleAt(chat, target, t);
  const isLoading = of !== undefined && of.log === null && of.around === null;
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
            at={visit.value.at}
            onLatest={toLatest}
            reveal={reveal}
          />
        )}
        <div class="under">
          {(isPast || at !== null) && (
            <a class="button quiet small without-script" href={hrefOf(target)}>{t.thread.latestLink}</a>
          )}
          {refused !== undefined && <Notice bad text={refused} />}
          <TypingLine target={target} />
          <Composer name={name} formId={formId} onSent={toLatest} />
        </div>
        {menu.value !== null && <MessageMenu open={menu.value} />}
        {asked.value !== null && <ThreadDialogs />}
      </section>
    </ThreadContext.Provider>
  );

  function beginningOf({ kind, id }: Target, name: string): string {
    if (id === chat.me.id) return t.thread.emptyNotes;
    return kind === "group" ? t.thread.emptyGroup(name) : t.thread.empty(name);
  }
}
