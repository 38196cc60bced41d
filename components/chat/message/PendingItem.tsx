// A message of one's own that the server has not confirmed: on its way, or refused and waiting for its author.

import { CircleAlert, Clock } from "../../icons.ts";
import type { ComponentChildren } from "preact";
import { refusalText } from "../../../lib/client/refusals.ts";
import type { Pending } from "../../../lib/client/stores/outbox.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { useGiveUp } from "./give_up.ts";
import { lazy } from "../lazy.tsx";
import { Time } from "./MessageItem.tsx";
import { MessageText } from "./MessageText.tsx";
import { Quote } from "./Quote.tsx";

/** With a connection it is gone before one could. */
const UnsentTools = lazy(async () => (await import("./afterwards.ts")).UnsentTools);

interface PendingItemProps {
  pending: Pending;
  first: boolean;
  /** why it does not get there, besides the server's answer to it */
  why?: string;
  /** above its words */
  files?: ComponentChildren;
  below?: ComponentChildren;
}

export function PendingItem({ pending, first, why, files, below }: PendingItemProps) {
  const t = useText();
  const { chat } = useChat();
  const giveUp = useGiveUp();
  const { client_id, content, refused_code = "" } = pending;
  const refused = pending.refused === undefined ? why : refusalText(t, refused_code, pending.refused);
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
        {files}
        {content !== "" && <MessageText content={content} />}
        <span class="meta">
          <Time of={pending.created_at} />
          <span class="ticks" title={state}>
            <Icon aria-hidden="true" />
            <span class="sr">{state}</span>
          </span>
        </span>
      </div>
      {refused === undefined && chat.connection.isAway.value && <UnsentTools pending={pending} />}
      {refused !== undefined && (
        <div class="refused" role="alert">
          <span>{t.state.failed}: {refused}</span>
          <button type="button" class="button quiet small" onClick={() => chat.retry(pending)}>
            {t.failed.retry}
          </button>
          <button type="button" class="button quiet small danger" onClick={() => void giveUp(pending)}>
            {t.failed.discard}
          </button>
        </div>
      )}
      {below}
    </li>
  );
}
