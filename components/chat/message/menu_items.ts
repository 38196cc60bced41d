// The items of a message's menu: what each is called and does, for those that the reader may use.

import {
  ClipboardCopy,
  Forward,
  Info,
  Link,
  type LucideIcon,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
  Undo2,
} from "../../icons.ts";
import { copyText } from "../../../lib/client/clipboard.ts";
import type { Rights } from "../../../lib/client/rights.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { useReply } from "./MessageTools.tsx";
import { useRights } from "./rights.ts";
import { useThread } from "../thread/thread_context.ts";
import { useAttempt } from "../use_attempt.ts";
import { writeAgain } from "./write_again.ts";

export interface MenuItem {
  label: string;
  Icon: LucideIcon;
  isGrave?: boolean;
  run: () => void;
}

export function useMenuItems(message: MessageView): { items: MenuItem[]; rights: Rights } {
  const t = useText();
  const { asked } = useThread();
  const rights = useRights(message);
  const reply = useReply(message);
  const copy = useCopy();
  const change = useChanges(message);
  const ask = (kind: "remove" | "forward" | "info" | "reactions") => () => asked.value = { kind, message };
  const link = `${location.origin}/m/${message.id}`;
  const isPinned = message.pinned_at !== null;
  const items: (MenuItem | false)[] = [
    rights.reply && { label: t.act.reply, Icon: Reply, run: reply },
    rights.edit && { label: t.act.edit, Icon: Pencil, run: change.edit },
    rights.copy && message.content !== "" &&
    { label: t.act.copy, Icon: ClipboardCopy, run: () => copy(message.content, t.done.copied) },
    rights.copy && { label: t.act.copyLink, Icon: Link, run: () => copy(link, t.done.linkCopied) },
    rights.forward && { label: t.act.forward, Icon: Forward, run: ask("forward") },
    rights.pin && { label: isPinned ? t.act.unpin : t.act.pin, Icon: isPinned ? PinOff : Pin, run: change.pin },
    message.reactions.length > 0 && { label: t.act.reactions, Icon: SmilePlus, run: ask("reactions") },
    rights.info && { label: t.act.info, Icon: Info, run: ask("info") },
    rights.recall && { label: t.act.recall, Icon: Undo2, run: change.recall },
    { label: t.act.remove, Icon: Trash2, isGrave: true, run: ask("remove") },
  ];
  return { rights, items: items.filter((it) => it !== false) };
}

function useChanges(message: MessageView) {
  const t = useText();
  const { chat } = useChat();
  const { where, asked } = useThread();
  const attempt = useAttempt();
  const isPinned = message.pinned_at !== null;
  const focusBox = () => document.querySelector<HTMLElement>("#composer")?.focus();
  const recall = async () => {
    if (!await attempt(() => chat.actions.recall(message), t.undone.recall)) return;
    const run = () => writeAgain(chat, where, message.content);
    const action = message.content === "" ? undefined : { label: t.done.writeAgain, run };
    chat.notices.say(t.done.recalled, { action });
  };
  return {
    edit: () => {
      chat.composing.set(where, { kind: "edit", id: message.id, text: message.content, isSaving: false });
      focusBox();
    },
    pin: () => {
      const [undone, done] = isPinned ? [t.undone.unpin, t.done.unpinned] : [t.undone.pin, t.done.pinned];
      void attempt(() => chat.actions.pin(message, !isPinned), undone, done);
    },
    /** Its words can be had back into the box by its author, who wrote them. Files cannot: that is asked. */
    recall: () => message.attachments.length > 0 ? asked.value = { kind: "recall", recall } : void recall(),
  };
}

function useCopy(): (text: string, done: string) => void {
  const t = useText();
  const { chat } = useChat();
  return (text, done) => {
    copyText(text).then(() => chat.notices.say(done), () => chat.notices.say(t.undone.copy, { isBad: true }));
  };
}
