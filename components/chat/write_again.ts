// Words that are gone from the thread, back into the box: behind what was begun there meanwhile.

import type { Chat } from "../../lib/client/chat.ts";

/** @param where a target's key */
export function writeAgain(chat: Chat, where: string, content: string): void {
  const begun = chat.drafts.get(where);
  chat.drafts.set(where, begun === "" ? content : `${begun}\n${content}`);
  document.querySelector<HTMLElement>("#composer")?.focus();
}
