// Gives up a message of one's own that is not sent yet. Nothing is asked, since it may go out meanwhile: its words and its files can be
// put back into the box.

import type { Chat } from "../../../lib/client/chat.ts";
import type { Pending } from "../../../lib/client/stores/outbox.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useAttaching } from "../composer/attaching.ts";
import { useChat } from "../context.ts";
import { useThread } from "../thread/thread_context.ts";
import { useAttempt } from "../use_attempt.ts";
import { writeAgain } from "./write_again.ts";

export function useGiveUp(): (pending: Pending) => Promise<boolean> {
  const t = useText();
  const { chat } = useChat();
  const { of } = useThread();
  const attempt = useAttempt();
  const attach = useAttaching();
  return (pending) => {
    const { client_id: id, where, content } = pending;
    // Before the bytes are let go of with the message.
    const { bytes, kept } = filesOf(chat, pending);
    const run = () => {
      const { tray } = chat.goingOut;
      if (kept.length > 0) tray.set(where, [...tray.peek(where), ...kept]);
      void attach(bytes);
      writeAgain(chat, where, content);
    };
    const label = content === "" ? t.failed.putBack : t.done.writeAgain;
    const action = content === "" && bytes.length + kept.length === 0 ? undefined : { label, run };
    return attempt(async () => {
      const outcome = await chat.actions.remove({ id, conversation_id: of.peek()?.entry.id ?? "" });
      const isWaiting = outcome === "later" && !chat.socket.isOpen;
      chat.notices.say(isWaiting ? t.link.later : t.failed.discarded, { action });
    }, t.error.generic);
  };
}

/** Its files: the bytes, where this window has them, and what is uploaded otherwise. */
function filesOf({ goingOut }: Chat, { attachments = [] }: Pending) {
  const blobOf = (key: string) => goingOut.uploads.peek()?.blob(key);
  const bytes = attachments.flatMap(({ key, name, content_type: type }) => {
    const blob = blobOf(key);
    return blob === undefined ? [] : [new File([blob], name, { type })];
  });
  return { bytes, kept: attachments.filter(({ key, file }) => file !== undefined && blobOf(key) === undefined) };
}
