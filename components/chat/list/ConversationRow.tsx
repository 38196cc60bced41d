// One line of the list: who, when, the last words, what is unread; and the menu of what one decides about it.

import { AtSign, Ellipsis, Pin, VolumeX } from "../../icons.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { titleOf } from "../../../lib/client/names.ts";
import { targetOf } from "../../../lib/client/target.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { attention } from "../../../lib/protocol/unread.ts";
import type { ConversationView } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { ConversationPreview } from "./ConversationPreview.tsx";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { lazy } from "../lazy.tsx";
import { longPress } from "../long_press.ts";
import { Menu } from "../Menu.tsx";
import { hrefOf } from "../paths.ts";
import { useRowChoices } from "./row_choices.ts";
import { shortWhen } from "../when.ts";

const EndDialog = lazy(async () => (await import("../dialogs.ts")).EndDialog);

interface RowProps {
  of: Conversation;
  isOpen: boolean;
  /** whether Tab stops here: at one row of the list */
  isStop: boolean;
}

const rowAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;

/** The arrow away from the beginning of the line. */
const isOnward = ({ key, altKey, ctrlKey, metaKey, currentTarget }: KeyboardEvent & { currentTarget: HTMLElement }) =>
  !altKey && !ctrlKey && !metaKey &&
  key === (getComputedStyle(currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight");

export function ConversationRow({ of: { entry }, isOpen, isStop }: RowProps) {
  const t = useText();
  const reader = useReader();
  const { chat, go } = useChat();
  const menuAt = useSignal<HTMLElement | null>(null);
  const isLeaving = useSignal(false);
  const press = useMemo(() => longPress(rowAt, (row) => menuAt.value = row), []);
  const openMenu = (event: Event & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    menuAt.value = event.currentTarget;
  };
  const target = targetOf(entry);
  if (target === undefined) return null;
  const title = titleOf(entry, chat.me.id, t.list.notes);
  const isNotes = entry.peer?.id === chat.me.id;
  const peer = entry.peer && (chat.people.get(entry.peer.id) ?? entry.peer);
  const last = entry.last_message;
  const { unread } = attention(entry);
  return (
    <li class="row-line-item">
      <a
        class={`row ${unread ? "unread" : ""}`}
        href={hrefOf(target)}
        aria-current={isOpen ? "page" : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row
        {...press.handlers}
        onClick={(event) => follow(event, () => go(target))}
        onContextMenu={openMenu}
        // Macs have no key for menus.
        onKeyDown={(event) => isOnward(event) && openMenu(event)}
      >
        <Avatar
          id={target.id}
          name={title}
          kind={entry.type === "group" ? "group" : "person"}
          picture={(peer ?? entry.group)?.avatar}
          status={isNotes ? undefined : peer?.status}
        />
        <span class="row-main">
          <span class="row-line">
            <span class="row-name" dir="auto">{title}</span>
            {entry.muted && <Sign of={VolumeX} text={t.row.muted} />}
            {entry.pinned && <Sign of={Pin} text={t.row.pinned} />}
            {last && <time class="row-time" dateTime={last.created_at}>{shortWhen(last.created_at, reader, t)}</time>}
          </span>
          <span class="row-line">
            <ConversationPreview target={target} last={last} />
            <Asks entry={entry} />
          </span>
        </span>
      </a>
      <button
        type="button"
        class="icon-button row-more needs-script"
        aria-label={t.row.more(title)}
        aria-haspopup="menu"
        tabIndex={-1}
        onClick={(event) => menuAt.value = event.currentTarget}
      >
        <Ellipsis aria-hidden="true" />
      </button>
      {menuAt.value !== null && (
        <RowMenu
          entry={entry}
          title={title}
          at={menuAt.value}
          onLeave={() => isLeaving.value = true}
          onClose={() => menuAt.value = null}
        />
      )}
      {isLeaving.value && entry.group && (
        <EndDialog
          group={entry.group}
          isOwner={false}
          onClose={() => isLeaving.value = false}
        />
      )}
    </li>
  );
}

const Sign = ({ of: Icon, text }: { of: typeof Pin; text: string }) => (
  <span class="row-sign" title={text}>
    <Icon aria-hidden="true" />
    <span class="sr">{text}</span>
  </span>
);

/** The number is for oneself; what is only unread has a dot. */
function Asks({ entry }: { entry: ConversationView }) {
  const t = useText();
  const { unread, badge } = attention(entry);
  const isNamed = entry.type === "group" && entry.mention_count > 0 && badge > 0;
  if (badge === 0 && !unread) return null;
  if (badge === 0) {
    return (
      <span class="dot">
        <span class="sr">{t.row.unread}</span>
      </span>
    );
  }
  return (
    <>
      {isNamed && <Sign of={AtSign} text={t.row.mentioned} />}
      <span class="badge">
        <span aria-hidden="true">{badge > 999 ? "999+" : badge}</span>
        <span class="sr">{t.list.unread(badge)}</span>
      </span>
    </>
  );
}

interface RowMenuProps {
  entry: ConversationView;
  title: string;
  at: HTMLElement;
  onLeave: () => void;
  onClose: () => void;
}

function RowMenu({ entry, title, at, onLeave, onClose }: RowMenuProps) {
  const t = useText();
  return <Menu label={t.row.more(title)} at={at} choices={useRowChoices(entry, onLeave)} onClose={onClose} />;
}
