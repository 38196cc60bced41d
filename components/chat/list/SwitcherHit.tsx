// One line of the switcher: what is found, and what tells it from others of the same name.

import { foundWords } from "../../../lib/client/found_words.ts";
import { fullName, titleOf } from "../../../lib/client/names.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { Search } from "../../../lib/protocol/search_query.ts";
import { attention } from "../../../lib/protocol/unread.ts";
import type { ConversationView, GroupView, MessageView } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { Marked } from "../../Marked.tsx";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { filesInShort } from "../../../lib/client/files/words.ts";
import { nameOrYou } from "../names.ts";
import type { Hit } from "./switching.ts";
import { shortWhen } from "../when.ts";

export function SwitcherHit({ hit }: { hit: Hit }) {
  switch (hit.kind) {
    case "conversation":
      return <ConversationHit entry={hit.of.entry} title={hit.title} />;
    case "person":
      return <PersonLine person={hit.person} />;
    case "group":
      return <GroupHit group={hit.group} />;
    case "message":
      return <MessageHit message={hit.message} search={hit.search} />;
  }
}

function ConversationHit({ entry, title }: { entry: ConversationView; title: string }) {
  const t = useText();
  const { chat } = useChat();
  const peer = entry.peer && (chat.people.get(entry.peer.id) ?? entry.peer);
  const { unread, badge } = attention(entry);
  const about = peer === undefined ? t.thread.members(entry.group?.member_count ?? 0) : `@${peer.username}`;
  return (
    <>
      <Avatar
        id={entry.peer?.id ?? entry.id}
        name={title}
        picture={(peer ?? entry.group)?.avatar}
        kind={entry.type === "group" ? "group" : "person"}
        status={peer?.id === chat.me.id ? undefined : peer?.status}
      />
      <span class="person-name">
        <b dir="auto">{title}</b>
        <small>
          <bdi>{about}</bdi>
          {entry.archived && ` · ${t.switcher.archived}`}
        </small>
      </span>
      {badge > 0
        ? (
          <span class="badge">
            <span aria-hidden="true">{badge > 999 ? "999+" : badge}</span>
            <span class="sr">{t.list.unread(badge)}</span>
          </span>
        )
        : unread && (
          <span class="dot">
            <span class="sr">{t.row.unread}</span>
          </span>
        )}
    </>
  );
}

function GroupHit({ group }: { group: GroupView }) {
  const t = useText();
  const members = t.thread.members(group.member_count);
  return (
    <>
      <Avatar id={group.id} name={group.name} kind="group" picture={group.avatar} />
      <span class="person-name">
        <b dir="auto">{group.name}</b>
        <small>{group.my_role ? members : `${t.switcher.join} · ${members}`}</small>
      </span>
    </>
  );
}

function MessageHit({ message, search }: { message: MessageView; search: Search }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const entry = chat.conversations.get(message.conversation_id)?.entry;
  const sender = chat.people.get(message.sender_id);
  const name = nameOrYou(chat, message.sender_id, t);
  const place = entry === undefined ? "" : titleOf(entry, chat.me.id, t.list.notes);
  const about = place === "" || place === name ? name : t.switcher.by(name, place);
  return (
    <>
      <Avatar id={message.sender_id} name={sender ? fullName(sender) : name} picture={sender?.avatar} />
      <span class="person-name">
        <span>
          {message.attachments.length > 0 && <bdi>{filesInShort(message.attachments, t)}</bdi>}
          {message.attachments.length > 0 && message.content !== "" && " · "}
          <Marked {...foundWords(message.content, search)} />
        </span>
        <small>
          <bdi>{about}</bdi> · {shortWhen(message.created_at, reader, t)}
        </small>
      </span>
    </>
  );
}
