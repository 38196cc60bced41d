// What one may decide about a conversation for oneself alone, as the choices of its menu.

import {
  Archive,
  ArchiveRestore,
  AtSign,
  Bell,
  BellOff,
  BellRing,
  LogOut,
  MailCheck,
  MailPlus,
  Pin,
  PinOff,
  Volume2,
  VolumeX,
} from "../../icons.ts";
import type * as api from "../../../lib/client/api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { attention } from "../../../lib/protocol/unread.ts";
import type { ConversationView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { markRead, markUnread } from "../marking.ts";
import type { MenuChoice } from "../Menu.tsx";
import { useAttempt } from "../use_attempt.ts";

/** @param leave asks whether to leave the group */
export function useRowChoices(entry: ConversationView, leave: () => void): MenuChoice[] {
  const t = useText();
  const { chat } = useChat();
  const attempt = useAttempt();
  const set = (own: api.OwnSettings) => () => void attempt(() => chat.actions.set(entry.id, own), t.error.generic);
  const { muted, pinned, archived, notify } = entry;
  const isUnread = attention(entry).unread;
  const read = () => void attempt(() => markRead(chat, entry), t.error.generic);
  const unread = () => void attempt(() => markUnread(chat, entry.id), t.error.generic);
  const level = (value: ConversationView["notify"], Icon: MenuChoice["Icon"]): MenuChoice => ({
    label: t.row.notify[value],
    Icon,
    isChosen: notify === value,
    run: set({ notify: value }),
  });
  // Its owner cannot: they hand it over first, or dissolve it.
  const mayLeave = entry.group !== undefined && entry.group.my_role !== "owner";
  return [
    isUnread
      ? { label: t.row.markRead, Icon: MailCheck, run: read }
      : { label: t.row.markUnread, Icon: MailPlus, run: unread },
    { label: pinned ? t.row.unpin : t.row.pin, Icon: pinned ? PinOff : Pin, run: set({ pinned: !pinned }) },
    { label: muted ? t.row.unmute : t.row.mute, Icon: muted ? Volume2 : VolumeX, run: set({ muted: !muted }) },
    {
      label: archived ? t.row.unarchive : t.row.archive,
      Icon: archived ? ArchiveRestore : Archive,
      run: set({ archived: !archived }),
    },
    level("all", Bell),
    level("mentions", entry.type === "group" ? AtSign : BellRing),
    level("nothing", BellOff),
    ...(mayLeave ? [{ label: t.group.leave, Icon: LogOut, isGrave: true, run: leave }] : []),
  ];
}
