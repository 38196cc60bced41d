// A message of one's own that the server has not confirmed: on its way, or refused and waiting for its author.

import { CircleAlert, Clock } from "lucide-preact";
import type { Pending } from "../../lib/client/stores/outbox.ts";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";
import { Time } from "./MessageItem.tsx";
import { MessageText } from "./MessageText.tsx";
import { Quote } from "./Quote.tsx";

export function PendingItem({ pending, first }: { pending: Pending; first: boolean }) {
  const t = useText();
  const { chat } = useChat();
  const { client_id, refused } = pending;
  const state = refused === undefined ? t.state.sending : t.state.failed;
  const Icon = refused === undefined ? Clock : CircleAlert;
  return (
    <li
      class={`message mine ${refused === undefined ? "pending" : "failed"} ${first ? "first" : ""}`}
      data-key={client_id}
    >
      <div class="bubble">
        {first && <b class="sr">{t.thread.you}</b>}
        {pending.reply_to !== undefined && <Quote id={pending.reply_to} />}
        <MessageText content={pending.content} />
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
          <button type="button" class="button quiet small" onClick={() => chat.outbox.retry(client_id)}>
            {t.failed.retry}
          </button>
          <button type="button" class="button quiet small danger" onClick={() => chat.outbox.drop(client_id)}>
            {t.failed.discard}
          </button>
        </div>
      )}
    </li>
  );
}
