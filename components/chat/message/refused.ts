// Something that waited for the connection was refused when it was back: what, why, and what can be done about it.

import type { Chat } from "../../../lib/client/chat.ts";
import { copyText } from "../../../lib/client/clipboard.ts";
import type { Deed } from "../../../lib/client/deed.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { offlineWords } from "../../../lib/i18n/offline.ts";
import { reasonOf } from "../reason.ts";

interface Reading {
  words: Dictionary;
  locale: string;
}

export function sayRefused({ notices }: Chat, { words: t, locale }: Reading, deed: Deed, error: unknown): void {
  const w = offlineWords(locale).away;
  const why = reasonOf(error, t);
  if (deed.kind !== "edit") return notices.say(`${undone(deed, t) ?? w.refused} ${why}`, { isBad: true });
  // The words would be nowhere any more.
  const { content } = deed;
  const action = { label: w.copy, run: () => void copyText(content).catch(() => {}) };
  notices.say(`${w.editRefused} “${content.slice(0, SHOWN)}” ${why}`, { isBad: true, stays: true, action });
}

const SHOWN = 120;

function undone(deed: Deed, t: Dictionary): string | undefined {
  if (deed.kind === "react") return t.undone.react;
  if (deed.kind === "recall") return t.undone.recall;
  if (deed.kind === "pin") return deed.on ? t.undone.pin : t.undone.unpin;
  return undefined;
}
