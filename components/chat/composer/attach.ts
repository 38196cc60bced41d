// Takes files into the tray; what cannot be sent is told at once.

import type { Chat } from "../../../lib/client/chat.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { refusalWords } from "./refused_files.ts";

/** @param where a target's key @param locale BCP 47 @throws if what uploads cannot be had */
export async function attach(
  chat: Chat,
  where: string,
  files: readonly File[],
  t: Dictionary,
  locale: string,
): Promise<void> {
  const uploads = await chat.goingOut.load();
  for (const text of refusalWords(uploads.add(where, files), chat.limits, t, locale)) {
    chat.notices.say(text, { isBad: true });
  }
}
