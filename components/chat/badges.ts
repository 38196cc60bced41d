// What waits, where one sees it without the window: in its title, on its icon, on the installed app's.

import { useEffect } from "preact/hooks";
import type { Chat } from "../../lib/client/chat.ts";
import { titleOf } from "../../lib/client/names.ts";
import type { Target } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { totalAttention } from "../../lib/protocol/unread.ts";

const ICON = "/icon.svg";
/** the same with a dot */
const ICON_UNREAD = "/icon-unread.svg";

export function useBadges(chat: Chat, target: Target | null): void {
  const t = useText();
  const all = chat.conversations.list.value;
  const { unread, badge } = totalAttention(all.map((it) => it.entry));
  const entry = target === null ? undefined : chat.conversations.at(target)?.entry;
  const place = entry === undefined ? t.app.name : `${titleOf(entry, chat.me.id, t.list.notes)} · ${t.app.name}`;
  const isUnread = unread > 0;
  useEffect(() => {
    document.title = isUnread ? `(${unread}) ${place}` : place;
  }, [unread, place]);
  // The number is what is for oneself; other things that are unread are a dot.
  useEffect(() => {
    show(isUnread ? ICON_UNREAD : ICON);
    if (badge === 0) return;
    let isOver = false;
    import("./icon_count.ts").then(({ withCount }) => withCount(ICON, badge)).then(
      (it) => isOver || show(it),
      () => {},
    );
    return () => void (isOver = true);
  }, [isUnread, badge]);
  // On the app's icon, where it is installed.
  useEffect(() => void navigator.setAppBadge?.(badge).catch(() => {}), [badge]);
}

const show = (icon: string) => document.querySelector("link[rel=icon]")?.setAttribute("href", icon);
