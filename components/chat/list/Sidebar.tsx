// The left column: who I am, all conversations, and the ways to begin a new one.

import { MessageSquarePlus, MessagesSquare, Search, TextSearch, UsersRound } from "../../icons.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isComposing } from "../../../lib/client/composition.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { inOrder } from "../../../lib/client/moving.ts";
import { namesOf } from "../../../lib/client/names.ts";
import { targetKey, targetOf } from "../../../lib/client/target.ts";
import type { Target } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import { Brand } from "../../Brand.tsx";
import { Empty } from "../../Empty.tsx";
import { Banner } from "../Banner.tsx";
import { useChat } from "../context.ts";
import { ConversationRow } from "./ConversationRow.tsx";
import { follow } from "../follow.ts";
import { SelfFoot } from "./SelfFoot.tsx";

/** @param open what is shown beside the list */
export function Sidebar({ open }: { open: Target | null }) {
  const t = useText();
  const { ask } = useChat();
  const filter = useSignal("");
  return (
    <nav class="sidebar" aria-label={t.nav.conversations}>
      {open === null && <h1 class="sr">{t.nav.conversations}</h1>}
      <div class="sidebar-head">
        <Brand href="/" />
        <a
          class="icon-button"
          href="/groups/new"
          aria-label={t.nav.newGroup}
          title={t.nav.newGroup}
          onClick={(event) => follow(event, () => ask("group"))}
        >
          <UsersRound aria-hidden="true" />
        </a>
        <a
          class="icon-button"
          href="/people"
          aria-label={t.nav.newChat}
          title={t.nav.newChat}
          onClick={(event) => follow(event, () => ask("people"))}
        >
          <MessageSquarePlus aria-hidden="true" />
        </a>
      </div>
      <div class="find">
        <div class="filter needs-script">
          <Search aria-hidden="true" />
          <input
            class="input"
            type="search"
            aria-label={t.list.search}
            placeholder={t.list.search}
            value={filter}
            onInput={(event) => filter.value = event.currentTarget.value}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || isComposing(event)) return;
              event.preventDefault(); // here it is about the words, not the open conversation
              filter.value = "";
            }}
          />
        </div>
        <a
          class="icon-button"
          href="/search"
          aria-label={t.list.searchAll}
          title={t.list.searchAll}
          onClick={(event) => follow(event, () => ask("switcher"))}
        >
          <TextSearch aria-hidden="true" />
        </a>
      </div>
      {open === null && <Banner />}
      <Rows open={open} filter={filter.value} />
      <SelfFoot />
    </nav>
  );
}

function Rows({ open, filter }: { open: Target | null; filter: string }) {
  const t = useText();
  const { chat, ask } = useChat();
  const all = chat.conversations.list.value;
  const wanted = nameKey(filter.trim());
  const found = all.filter(({ entry }) =>
    namesOf(entry, chat.me.id, t.list.notes).some((it) => nameKey(it).includes(wanted))
  );
  const archived = found.filter(({ entry }) => entry.archived);
  const shown = inOrder(found);
  const isOpen = (of: Conversation) => {
    const target = targetOf(of.entry);
    return open !== null && target !== undefined && targetKey(target) === targetKey(open);
  };
  // Without a script there are no arrow keys to move by: then every row is a stop.
  const isRoving = useSignal(false);
  useEffect(() => void (isRoving.value = true), []);
  const stop = Math.max(0, shown.findIndex(isOpen));
  if (all.length === 0) {
    return (
      <Empty Icon={MessagesSquare} title={t.list.empty} text={t.list.emptyHint}>
        <a class="button primary" href="/people" onClick={(event) => follow(event, () => ask("people"))}>
          {t.nav.newChat}
        </a>
      </Empty>
    );
  }
  if (found.length === 0) return <p class="empty">{t.list.noMatch}</p>;
  const row = (of: Conversation, isStop: boolean) => (
    <ConversationRow key={of.entry.id} of={of} isOpen={isOpen(of)} isStop={isStop} />
  );
  return (
    <div class="rows" onKeyDown={rove}>
      <ul>{shown.map((of, i) => row(of, !isRoving.value || i === stop))}</ul>
      {archived.length > 0 && (
        <details class="archived" open={wanted !== "" || archived.some(isOpen)}>
          <summary>{t.list.archived(archived.length)}</summary>
          <ul>{archived.map((of, i) => row(of, !isRoving.value || isOpen(of) || (shown.length === 0 && i === 0)))}</ul>
        </details>
      )}
      {chat.connection.restOfList !== null && (
        <a class="older-rows without-script" href={`?list=${encodeURIComponent(chat.connection.restOfList)}`}>
          {t.list.older}
        </a>
      )}
    </div>
  );
}

/** Arrow keys, Home and End move between the rows that are to be seen: not those of a closed archive. */
function rove(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const rows = all.filter((row) => row.checkVisibility());
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || at < 0 || event.altKey) return;
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
}
