// A message of one's own that the server has not confirmed: on its way, or refused and waiting for its author.

import { CircleAlert, Clock } from "lucide-preact";
import { isUploaded } from "../../lib/client/files/outgoing.ts";
import type { Pending } from "../../lib/client/stores/outbox.ts";
import { refusalText } from "../../lib/client/refusals.ts";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";
import { lazy } from "./lazy.tsx";
import { Time } from "./MessageItem.tsx";
import { MessageText } from "./MessageText.tsx";
import { Quote } from "./Quote.tsx";
import { whyRefused } from "./refused_files.ts";
import { writeAgain } from "./write_again.ts";

const PendingFiles = lazy(async () => (await import("./outgoing_parts.ts")).PendingFiles);

export function PendingItem({ pending, first }: { pending: Pending; first: boolean }) {
  const t = useText();
  const { chat } = useChat();
  const { client_id, content, attachments } = pending;
  const refused = useRefusal(pending);
  const state = refused === undefined ? t.state.sending : t.state.failed;
  const Icon = refused === undefined ? Clock : CircleAlert;
  const discard = () => {
    chat.discard(pending);
    if (content === "") return;
    const run = () => writeAgain(chat, pending.where, pending.content);
    chat.notices.say(t.failed.discarded, { action: { label: t.done.writeAgain, run } });
  };
  return (
    <li
      class={`message mine ${refused === undefined ? "pending" : "failed"} ${first ? "first" : ""}`}
      data-key={client_id}
    >
      <div class="bubble">
        {first && <b class="sr">{t.thread.you}</b>}
        {pending.reply_to !== undefined && <Quote id={pending.reply_to} />}
        {attachments && <PendingFiles files={attachments} />}
        {content !== "" && <MessageText content={content} />}
        <span class="meta">
          <Time of={pending.created_at} />
          <span class="ticks" title={state}>
            <Icon aria-hidden="true" />
            <span class="sr">{state}</span>
          </span>
        </span>
      </div>
      {refused !== undefined && (
        <div class="refused" role="alert">
          <span>{t.state.failed}: {refused}</span>
          <button type="button" class="button quiet small" onClick={() => chat.retry(pending)}>
            {t.failed.retry}
          </button>
          <button type="button" class="button quiet small danger" onClick={discard}>
            {t.failed.discard}
          </button>
        </div>
      )}
      {refused === undefined && !isUploaded(attachments) && (
        <button
          type="button"
          class="button quiet small"
          onClick={() => chat.discard(pending)}
        >
          {t.files.stop}
        </button>
      )}
    </li>
  );
}

/** The server's answer to it, or why one of its files does not get there. */
function useRefusal({ refused, refused_code = "", attachments = [] }: Pending): string | undefined {
  const t = useText();
  const { chat } = useChat();
  const { transfers } = chat.goingOut;
  if (refused !== undefined) return refusalText(t, refused_code, refused);
  return attachments.map((it) => whyRefused(transfers.get(it.key), it.name, t)).find((it) => it !== undefined);
}
