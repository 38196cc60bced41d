// Above the box: what one answers, or that one changes a message. Esc or the cross ends it.

import { Pencil, Reply, X } from "../../icons.ts";
import type { Composing } from "../../../lib/client/stores/composing.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { nameOf } from "../names.ts";
import { OneLine } from "../OneLine.tsx";
import { notThere, shortly, useMessage } from "../message/Quote.tsx";
import { useThread } from "../thread/thread_context.ts";

export function ComposerAbout({ about }: { about: Composing }) {
  const t = useText();
  const { chat } = useChat();
  const { where } = useThread();
  // Asked of the store: its name changes when it is sent.
  const message = useMessage(() => chat.composing.get(where)?.id);
  const unsent = chat.outbox.find(about.id)?.content;
  const isReply = about.kind === "reply";
  const isOwn = message?.sender_id === chat.me.id;
  const reply = isOwn ? t.composer.replyToSelf : t.composer.replyTo(message ? nameOf(chat, message.sender_id, t) : "…");
  const end = () => {
    chat.composing.set(where, undefined);
    document.querySelector<HTMLElement>("#composer")?.focus();
  };
  return (
    <div class="about" role="status">
      {isReply ? <Reply class="flip" aria-hidden="true" /> : <Pencil aria-hidden="true" />}
      <span class="about-text">
        <b>{isReply ? reply : about.isSaving ? t.composer.saving : t.composer.editing}</b>
        <span dir="auto">
          <OneLine
            text={unsent ??
              (message ? shortly(message, t) : message === null ? t.message.quoteGone : notThere(chat, t))}
          />
        </span>
      </span>
      <button type="button" class="icon-button" aria-label={t.composer.cancel} title={t.composer.cancel} onClick={end}>
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
