// Why one cannot write in a conversation, as a sentence; undefined: one can.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { mutedUntil } from "../../../lib/client/rights.ts";
import { useChat } from "../context.ts";
import { useThread } from "../thread/thread_context.ts";
import { moment } from "../when.ts";

/** Timers that are longer fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function useSilence(): string | undefined {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { of, target } = useThread();
  const isOver = useSignal("");
  const found = mutedUntil(of.value, chat.me.id, chat.clock.now());
  const until = found === isOver.value ? null : found;
  useEffect(() => {
    const rest = Date.parse(until ?? "") - chat.clock.now();
    if (!(rest < LONGEST_TIMER_MS)) return;
    const timer = setTimeout(() => isOver.value = until ?? "", rest);
    return () => clearTimeout(timer);
  }, [until]);
  if (until !== null) return t.composer.muted(moment(until, reader));
  if (target.kind === "group") return undefined;
  if (of.value?.entry.blocked ?? chat.blocked.value.get(target.id)) return t.composer.blocked;
  return chat.people.get(target.id)?.is_active === false ? t.composer.inactive : undefined;
}
