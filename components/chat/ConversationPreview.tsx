// The second line of a conversation in the list: who is typing, else what one has begun to write, else the last words.

import { fullName } from "../../lib/client/names.ts";
import type { Chat } from "../../lib/client/chat.ts";
import { type Target, targetKey } from "../../lib/client/target.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { type Language, useReader, useText } from "../../lib/i18n/language.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { useChat } from "./context.ts";
import { inShort } from "../../lib/client/files/words.ts";
import { systemText } from "./SystemLine.tsx";

export function ConversationPreview({ target, last }: { target: Target; last: MessageView | null }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const where = targetKey(target);
  const typists = chat.typing.signs.value.get(where);
  const draft = chat.drafts.get(where);
  if (typists !== undefined) {
    return (
      <span class="row-preview">
        <i>{typingText(t, typists.map((it) => it.name))}</i>
      </span>
    );
  }
  if (draft !== "") {
    return (
      <span class="row-preview">
        <em>{t.list.draft}</em>
        {draft}
      </span>
    );
  }
  const mine = chat.outbox.pending.value.findLast((it) => it.where === where);
  if (mine !== undefined) return <span class="row-preview">{t.list.you}{inShort(mine, t)}</span>;
  return <span class="row-preview">{last === null ? t.list.noMessages : lastWords(chat, target, last, reader, t)}
  </span>;
}

export function typingText(t: Dictionary, names: readonly string[]): string {
  if (names.length > 3) return t.typing.many;
  return names.length === 1 ? t.typing.one(names[0]!) : t.typing.some(names);
}

function lastWords(chat: Chat, target: Target, last: MessageView, reader: Language, t: Dictionary): string {
  if (last.message_type === "system") return systemText(chat, last, reader, t);
  const text = last.recalled_at !== null ? t.list.recalled : last.is_deleted ? t.list.deleted : inShort(last, t);
  if (last.sender_id === chat.me.id) return target.id === chat.me.id ? text : t.list.you + text;
  const author = target.kind === "group" ? firstName(chat, last.sender_id) : "";
  return author === "" ? text : t.thread.arrived(author, text);
}

const firstName = (chat: Chat, id: string): string => {
  const person = chat.people.get(id);
  return person === undefined ? "" : fullName(person).split(" ")[0]!;
};
