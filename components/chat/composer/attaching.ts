// Files come into a conversation: chosen, pasted or dropped.

import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { useThread } from "../thread/thread_context.ts";

/** @returns takes files into the tray of the open conversation, and the focus into its box */
export function useAttaching(): (files: readonly File[]) => Promise<void> {
  const t = useText();
  const { locale } = useReader();
  const { chat } = useChat();
  const { where } = useThread();
  return async (files) => {
    if (files.length === 0) return;
    try {
      await chat.goingOut.comes(
        import("./outgoing_parts.ts").then(({ attach }) => attach(chat, where, files, t, locale)),
      );
    } catch {
      chat.notices.say(t.undone.part, { isBad: true });
    }
    document.querySelector<HTMLElement>("#composer")?.focus({ preventScroll: true });
  };
}

/** What was pasted, if it is files. Text that a word processor copies comes with a picture of itself: then the text is meant. */
export function filesPasted({ clipboardData }: ClipboardEvent): File[] {
  const types = clipboardData?.types ?? [];
  const isText = types.includes("text/plain") && types.includes("text/html");
  return isText ? [] : [...clipboardData?.files ?? []];
}
