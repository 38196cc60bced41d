// One line of the list: who, when, the last words, what is unread.

import type { Conversation } from "../../lib/client/conversation.ts";
import { fullName, titleOf } from "../../lib/client/names.ts";
import { type Target, targetKey, targetOf } from "../../lib/client/target.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { Avatar } from "../Avatar.tsx";
import { useChat } from "./context.ts";
import { follow } from "./follow.ts";
import { hrefOf } from "./paths.ts";
import { shortWhen } from "./when.ts";

interface RowProps {
  of: Conversation;
  isOpen: boolean;
  /** whether Tab stops here: at one row of the list */
  isStop: boolean;
}

export function ConversationRow({ of: { entry }, isOpen, isStop }: RowProps) {
  const t = useText();
  const reader = useReader();
  const { chat, go } = useChat();
  const target = targetOf(entry);
  if (target === undefined) return null;
  const title = titleOf(entry, chat.me.id, t.list.notes);
  const isNotes = entry.peer?.id === chat.me.id;
  const peer = entry.peer && (chat.people.get(entry.peer.id) ?? entry.peer);
  const last = entry.last_message;
  const unread = isOpen && entry.unread_count === 0 ? 0 : entry.unread_count;
  return (
    <li>
      <a
        class={`row ${unread > 0 ? "unread" : ""}`}
        href={hrefOf(target)}
        aria-current={isOpen ? "page" : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row
        onClick={(event) => follow(event, () => go(target))}
      >
        <Avatar
          id={target.id}
          name={title}
          kind={entry.type === "group" ? "group" : "person"}
          status={isNotes ? undefined : peer?.status}
        />
        <span class="row-main">
          <span class="row-line">
            <span class="row-name">{title}</span>
            {last && <time class="row-time" dateTime={last.created_at}>{shortWhen(last.created_at, reader, t)}</time>}
          </span>
          <span class="row-line">
            <Preview target={target} last={last} />
            {unread > 0 && (
              <span class="badge">
                <span aria-hidden="true">{unread > 999 ? "999+" : unread}</span>
                <span class="sr">{t.list.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
}

function Preview({ target, last }: { target: Target; last: MessageView | null }) {
  const t = useText();
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
        <em>{t.list.draft}</em> {draft}
      </span>
    );
  }
  const mine = chat.outbox.pending.value.findLast((it) => it.where === where);
  if (mine !== undefined) return <span class="row-preview">{t.list.you} {mine.content}</span>;
  return <span class="row-preview">{previewOf(t, target, last, chat.me.id, (id) => nameOf(chat, id))}</span>;
}

type Chat = ReturnType<typeof useChat>["chat"];

const nameOf = (chat: Chat, id: string): string => {
  const person = chat.people.get(id);
  return person === undefined ? "" : fullName(person).split(" ")[0]!;
};

export function typingText(t: Dictionary, names: readonly string[]): string {
  if (names.length > 3) return t.typing.many;
  return names.length === 1 ? t.typing.one(names[0]!) : t.typing.some(names);
}

function previewOf(
  t: Dictionary,
  target: Target,
  last: MessageView | null,
  me: string,
  name: (id: string) => string,
): string {
  if (last === null) return t.list.noMessages;
  const text = last.recalled_at !== null ? t.list.recalled : last.is_deleted ? t.list.deleted : last.content;
  if (last.message_type === "system") return text;
  if (last.sender_id === me) return target.id === me ? text : `${t.list.you} ${text}`;
  const author = target.kind === "group" ? name(last.sender_id) : "";
  return author === "" ? text : `${author}: ${text}`;
}
