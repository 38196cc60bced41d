// Why one cannot write in a conversation, as a sentence; undefined: one can.

import { useReader, useText } from "../../lib/i18n/language.ts";
import { mutedUntil } from "../../lib/client/rights.ts";
import { useChat } from "./context.ts";
import { useThread } from "./thread_context.ts";
import { moment } from "./when.ts";

export function useSilence(): string | undefined {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { of, target } = useThread();
  const until = mutedUntil(of.value, chat.me.id, Date.parse(reader.now));
  if (until !== null) return t.composer.muted(moment(until, reader));
  if (target.kind === "group") return undefined;
  if (of.value?.entry.blocked) return t.composer.blocked;
  return chat.people.get(target.id)?.is_active === false ? t.composer.inactive : undefined;
}
