// Words that are gone from the thread, back into the box: behind what was begun there meanwhile.

import type { Chat } from "../../../lib/client/chat.ts";

/** @param where a target's key */
export function writeAgain(chat: Chat, where: string, content: string): void {
  const both = [chat.drafts.get(where), content].filter((it) => it !== "");
  chat.drafts.set(where, both.join("\n"));
  document.querySelector<HTMLElement>("#composer")?.focus();
}
