// The right column: one conversation, from its head to where one writes.

import type { Target } from "../../lib/client/target.ts";
import { targetKey } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { Notice } from "../Notice.tsx";
import { Banner } from "./Banner.tsx";
import { Composer } from "./Composer.tsx";
import { useChat } from "./context.ts";
import { MessageList } from "./MessageList.tsx";
import { hrefOf } from "./paths.ts";
import { ThreadHead } from "./ThreadHead.tsx";
import { ThreadSkeleton } from "./ThreadSkeleton.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { titleAt } from "./title.ts";

interface ThreadProps {
  target: Target;
  formId: string;
  isPast: boolean;
  refused: string | undefined;
  /** why its messages are not there */
  failed: boolean;
  onRetry: () => void;
}

export function Thread({ target, formId, isPast, refused, failed, onRetry }: ThreadProps) {
  const t = useText();
  const { chat } = useChat();
  const where = targetKey(target);
  const of = chat.conversations.at(target);
  const pending = chat.outbox.pending.value.filter((it) => it.where === where);
  const name = titleAt(chat, target, t);
  const isNotes = target.id === chat.me.id;
  const beginning = isNotes
    ? t.thread.emptyNotes
    : target.kind === "group"
    ? t.thread.emptyGroup(name)
    : t.thread.empty(name);
  const isLoading = of !== undefined && of.log === null;
  return (
    <section class="thread" id="content" aria-label={name}>
      <ThreadHead target={target} of={of} name={name} />
      <Banner />
      {isLoading
        ? <ThreadSkeleton failed={failed} onRetry={onRetry} />
        : <MessageList key={where} of={of} target={target} pending={pending} beginning={beginning} />}
      <div class="under">
        {isPast && <a class="button quiet small" href={hrefOf(target)}>{t.thread.latestLink}</a>}
        {refused !== undefined && <Notice bad text={refused} />}
        <TypingLine target={target} />
        <Composer target={target} name={name} formId={formId} />
      </div>
    </section>
  );
}
