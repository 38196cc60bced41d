// What a message answers, above its words: as it says now, edited or recalled meanwhile. A click leads there.

import { useComputed } from "@preact/signals";
import type { Chat } from "../../../lib/client/chat.ts";
import { hueOf } from "../../../lib/client/names.ts";
import { find } from "../../../lib/client/around.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { inShort } from "../../../lib/client/files/words.ts";
import { follow } from "../follow.ts";
import { nameOrYou } from "../names.ts";
import { OneLine } from "../OneLine.tsx";
import { useThread } from "../thread/thread_context.ts";

export function Quote({ id }: { id: string }) {
  const t = useText();
  const { chat } = useChat();
  const { jump } = useThread();
  const message = useMessage(() => id);
  if (message === null) return <span class="quote gone">{t.message.quoteGone}</span>;
  if (message === undefined) return <span class="quote">{notThere(chat, t)}</span>;
  const name = nameOrYou(chat, message.sender_id, t);
  return (
    <a
      class={`quote hue-${hueOf(message.sender_id)}`}
      href={`/m/${id}`}
      onClick={(it) => follow(it, () => jump(id))}
    >
      <b>
        <span class="sr">{t.message.quoteOf(name)}</span>
        <bdi aria-hidden="true">{name}</bdi>
      </b>
      <span class="quote-text" dir="auto">
        <OneLine text={shortly(message, t)} />
      </span>
    </a>
  );
}

/**
 * A message of this conversation; undefined: not known yet; null: not there. Follows its changes.
 * @param idOf its id; undefined: of none any more. Reading it may subscribe
 */
export function useMessage(idOf: () => string | undefined): MessageView | null | undefined {
  const { chat } = useChat();
  const { of } = useThread();
  return useComputed(() => {
    const id = idOf();
    if (id === undefined) return undefined;
    const held = of.value && find(of.value, id);
    // What is not sent yet, nobody else knows.
    return held ?? (chat.outbox.find(id) ? undefined : chat.quoted.get(id));
  }).value;
}

/** What stands for a message that is not known yet. Reading it subscribes. */
export const notThere = (chat: Chat, t: Dictionary): string =>
  chat.connection.isAway.value ? t.message.quoteAway : t.message.quoteLoading;

/** Its words on one line, or what became of them. */
export function shortly(message: MessageView, t: Dictionary): string {
  if (message.recalled_at !== null) return t.thread.recalled;
  return message.is_deleted ? t.thread.deleted : inShort(message, t);
}
