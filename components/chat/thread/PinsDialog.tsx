// All pinned messages of the conversation, newest pin first.

import { PinOff } from "../../icons.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { useChat } from "../context.ts";
import { filesInShort } from "../../../lib/client/files/words.ts";
import { Time } from "../message/MessageItem.tsx";
import { MessageText } from "../message/MessageText.tsx";
import { namedIn, nameOrYou } from "../names.ts";
import { useRights } from "../message/rights.ts";
import { useThread } from "./thread_context.ts";
import { useAttempt } from "../use_attempt.ts";

export function PinsDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { of } = useThread();
  const pins = of.value?.pins ?? [];
  return (
    <Dialog title={t.pins.title} onClose={onClose}>
      {pins.length === 0 && <p class="hint">{t.pins.none}</p>}
      <ul class="pins">{pins.map((message) => <Line key={message.id} message={message} onClose={onClose} />)}</ul>
    </Dialog>
  );
}

function Line({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const { chat } = useChat();
  const { jump } = useThread();
  const rights = useRights(message);
  const attempt = useAttempt();
  const go = () => {
    onClose();
    jump(message.id);
  };
  return (
    <li class="pin">
      <p class="pin-head">
        <b>{nameOrYou(chat, message.sender_id, t)}</b>
        <Time of={message.created_at} />
      </p>
      {message.attachments.length > 0 && <p>{filesInShort(message.attachments, t)}</p>}
      {message.content !== "" && <MessageText content={message.content} names={namedIn(chat, message, t)} />}
      <p class="actions">
        {rights.pin && (
          <button
            type="button"
            class="button quiet small"
            onClick={() => void attempt(() => chat.actions.pin(message, false), t.undone.unpin)}
          >
            <PinOff size={18} aria-hidden="true" /> {t.act.unpin}
          </button>
        )}
        <button type="button" class="button small" onClick={go}>{t.pins.goTo}</button>
      </p>
    </li>
  );
}
