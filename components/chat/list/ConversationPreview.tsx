// The second line of a conversation in the list: who is typing, else what one has begun to write, else the last words.

import { fullName } from "../../../lib/client/names.ts";
import type { Chat } from "../../../lib/client/chat.ts";
import { plain } from "../../../lib/client/markdown.ts";
import { type Target, targetKey } from "../../../lib/client/target.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { inShort } from "../../../lib/client/files/words.ts";
import { OneLine } from "../OneLine.tsx";
import { systemText } from "../message/SystemLine.tsx";

export function ConversationPreview({ target, last }: { target: Target; last: MessageView | null }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const where = targetKey(target);
  const typing = typingText(chat, where, t);
  const draft = chat.drafts.get(where);
  if (typing !== undefined) {
    return (
      <span class="row-preview">
        <i>{typing}</i>
      </span>
    );
  }
  if (draft !== "") {
    return (
      <span class="row-preview">
        <em>{t.list.draft}</em>
        <bdi>
          <OneLine text={plain(draft)} />
        </bdi>
      </span>
    );
  }
  const mine = chat.outbox.pending.value.findLast((it) => it.where === where);
  if (mine !== undefined) return <Words by={t.list.you} text={inShort(mine, t)} />;
  if (last === null) return <Ours text={t.list.noMessages} />;
  // A sentence of ours is written as the page is, whoever's name it begins with.
  if (last.message_type === "system") return <Ours text={systemText(chat, last, reader, t)} />;
  return <Words by={authorOf(chat, target, last, t)} text={lastWords(last, t)} />;
}

/** Who and what each keep their own way round, and what is too long begins where it is read from. */
const Words = ({ by, text }: { by?: string | undefined; text: string }) => (
  <span class="row-preview">
    {by !== undefined && <span>{by}</span>}
    <bdi>
      <OneLine text={text} />
    </bdi>
  </span>
);

const Ours = ({ text }: { text: string }) => (
  <span class="row-preview">
    <span>{text}</span>
  </span>
);

/** Who is typing there; undefined: nobody. */
export function typingText(chat: Chat, where: string, t: Dictionary): string | undefined {
  const typists = chat.typing.signs.value.get(where) ?? [];
  const names = typists.map(({ id, name }) => {
    const person = chat.people.get(id);
    return person === undefined ? name : fullName(person);
  });
  if (names.length === 0) return undefined;
  if (names.length > 3) return t.typing.many;
  return names.length === 1 ? t.typing.one(names[0]!) : t.typing.some(names);
}

function lastWords(last: MessageView, t: Dictionary): string {
  return last.recalled_at !== null ? t.list.recalled : last.is_deleted ? t.list.deleted : inShort(last, t);
}

/** With the colon behind; undefined: it is clear */
function authorOf(chat: Chat, target: Target, last: MessageView, t: Dictionary): string | undefined {
  if (target.id === chat.me.id) return undefined;
  if (last.sender_id === chat.me.id) return t.list.you;
  const author = target.kind === "group" ? firstName(chat, last.sender_id) : "";
  return author === "" ? undefined : t.thread.arrived(author, "");
}

const firstName = (chat: Chat, id: string): string => {
  const person = chat.people.get(id);
  return person === undefined ? "" : fullName(person).split(" ")[0]!;
};
