// A group's announcement above its messages, until it was read here; then it is in the group's head.

import { Megaphone, X } from "../../icons.ts";
import * as api from "../../../lib/client/group_api.ts";
import { plain } from "../../../lib/client/markdown.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { nameOf } from "../names.ts";
import { moment } from "../when.ts";

export function AnnouncementBar({ group }: { group: GroupView }) {
  const t = useText();
  const reader = useReader();
  const { chat, ask } = useChat();
  const { announcement, announcement_at, announcement_by } = group;
  if (announcement === "" || announcement_at === null) return null;
  const isOwn = announcement_by === chat.me.id;
  if (isOwn || chat.seen.has(group.id, announcement_at)) return null;
  const dismiss = () => {
    // The button that has focus goes with the bar.
    document.querySelector<HTMLElement>(".scroller")?.focus();
    chat.seen.add(group.id, announcement_at);
    api.announcementRead(group.id).catch(() => {});
  };
  return (
    <section class="announcement" aria-label={t.announcement.title}>
      <Megaphone aria-hidden="true" />
      <a
        class="announcement-text"
        href={`/g/${group.id}/about`}
        onClick={(event) => follow(event, () => ask("announcement"))}
      >
        <b>{t.announcement.title}</b>
        <span dir="auto">{plain(announcement)}</span>
        <small>
          {t.announcement.by(
            announcement_by === null ? "" : nameOf(chat, announcement_by, t),
            moment(announcement_at, reader),
          )}
        </small>
      </a>
      <button
        type="button"
        class="icon-button needs-script"
        aria-label={t.announcement.dismiss}
        title={t.announcement.dismiss}
        onClick={dismiss}
      >
        <X aria-hidden="true" />
      </button>
    </section>
  );
}
