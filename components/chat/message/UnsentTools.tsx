// What one may do, without a connection, with a message that is not sent yet: change it, react to it, delete it.

import { Pencil, SmilePlus, Trash2 } from "../../icons.ts";
import { messageOfPending } from "../../../lib/client/log.ts";
import type { Pending } from "../../../lib/client/stores/outbox.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { useGiveUp } from "./give_up.ts";
import { useThread } from "../thread/thread_context.ts";

export function UnsentTools({ pending }: { pending: Pending }) {
  const t = useText();
  const { chat } = useChat();
  const { where, of, menu } = useThread();
  const giveUp = useGiveUp();
  const { client_id: id, content } = pending;
  const message = messageOfPending(pending, { conversation_id: of.value?.entry.id ?? "", sender_id: chat.me.id });
  return (
    <>
      <Reactions id={id} />
      <div class="unsent-tools">
        <button
          type="button"
          class="icon-button"
          aria-label={t.act.edit}
          title={t.act.edit}
          onClick={() => {
            chat.composing.set(where, { kind: "edit", id, text: content, isSaving: false });
            document.querySelector<HTMLElement>("#composer")?.focus();
          }}
        >
          <Pencil aria-hidden="true" />
        </button>
        {of.value !== undefined && (
          <button
            type="button"
            class="icon-button"
            aria-label={t.act.react}
            aria-haspopup="menu"
            title={t.act.react}
            onClick={(event) => menu.value = { message, at: event.currentTarget, kind: "emoji" }}
          >
            <SmilePlus aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={t.act.remove}
          title={t.act.remove}
          onClick={() => void giveUp(pending)}
        >
          <Trash2 aria-hidden="true" />
        </button>
      </div>
    </>
  );
}

/** One's own, which are given once it is sent. */
function Reactions({ id }: { id: string }) {
  const { chat } = useChat();
  const emoji = chat.deeds.about(id).flatMap((it) => it.kind === "react" && it.on ? [it.emoji] : []);
  if (emoji.length === 0) return null;
  return <div class="reactions">{emoji.map((it) => <span key={it} class="reaction">{it}</span>)}</div>;
}
