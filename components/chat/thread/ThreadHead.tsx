// The head of a conversation: with whom, and whether they are there.

import { ArrowLeft, Info, TextSearch } from "../../icons.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import type { Target } from "../../../lib/client/target.ts";
import { type Language, useReader, useText } from "../../../lib/i18n/language.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import type { UserView } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { searchPath } from "./search_path.ts";
import { pictureAt } from "../title.ts";
import { shortWhen } from "../when.ts";

interface ThreadHeadProps {
  target: Target;
  of: Conversation | undefined;
  name: string;
}

export function ThreadHead({ target, of, name }: ThreadHeadProps) {
  const t = useText();
  const reader = useReader();
  const { chat, go, ask } = useChat();
  const isNotes = target.id === chat.me.id;
  const peer = target.kind === "private" && !isNotes ? chat.people.get(target.id) : undefined;
  const group = of?.entry.group;
  return (
    <header class="thread-head">
      <a class="icon-button back" href="/" aria-label={t.nav.back} onClick={(event) => follow(event, () => go(null))}>
        <ArrowLeft class="flip" aria-hidden="true" />
      </a>
      <Avatar
        id={target.id}
        name={name}
        kind={group === undefined ? "person" : "group"}
        picture={pictureAt(chat, target)}
        status={peer?.status}
      />
      <div class="thread-title">
        <h1 dir="auto">{name}</h1>
        {peer && (
          <p>
            {hasName(peer) && <bdi>@{peer.username}</bdi>}
            {hasName(peer) && " · "}
            {presenceText(peer, reader, t)}
          </p>
        )}
        {group && (
          <p class="members-line">
            {t.thread.members(group.member_count)}
            {group.description && " · "}
            <bdi>{group.description}</bdi>
          </p>
        )}
        {isNotes && <p>{t.thread.emptyNotes}</p>}
      </div>
      {of && (
        <a
          class="icon-button"
          href={searchPath(of, chat.me.id)}
          aria-label={t.person.searchHere(name)}
          title={t.person.searchHere(name)}
        >
          <TextSearch aria-hidden="true" />
        </a>
      )}
      {(group || peer) && (
        <button
          type="button"
          class="icon-button needs-script"
          aria-label={group ? t.thread.details : t.person.open(name)}
          title={group ? t.thread.details : t.person.open(name)}
          onClick={() => ask(group ? "details" : "person")}
        >
          <Info aria-hidden="true" />
        </button>
      )}
      {group && (
        <a class="icon-button without-script" href={`/g/${group.id}/about`} aria-label={t.thread.details}>
          <Info aria-hidden="true" />
        </a>
      )}
    </header>
  );
}

const hasName = ({ first_name, last_name }: UserView): boolean => first_name + last_name !== "";

function presenceText(person: UserView, reader: Language, t: Dictionary): string {
  if (person.status !== "offline" || person.last_seen === null) return t.status[person.status];
  return `${t.status.offline} · ${t.thread.lastSeen(shortWhen(person.last_seen, reader, t))}`;
}
