// Says that the connection is gone, after 5 s of it, when it is tried again, and that missed messages are being loaded: in the open
// conversation, else over the list, which on a phone is all there is.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";

const QUIET_MS = 5_000;
/** Catching up is usually over before one could read of it. */
const SHORT_MS = 400;

export function Banner() {
  const t = useText();
  const { chat } = useChat();
  const link = chat.socket.link.value;
  const isOpen = link.state === "open";
  const isLate = useLater(!isOpen, chat.isKept ? 0 : QUIET_MS);
  const isCatchingUp = useLater(isOpen && chat.conversations.isCatchingUp.value, SHORT_MS);
  if (isCatchingUp) return <div class="banner calm" role="status">{t.link.missed}</div>;
  if (isOpen || !isLate) return null;
  return (
    <div class="banner" role="status">
      <span>
        <b>{t.link.offline}</b> {t.link.keeps}
      </span>
      {link.state === "waiting" ? <Countdown until={link.until} /> : <span>{t.link.connecting}</span>}
      <button type="button" onClick={() => chat.socket.connect()}>{t.link.tryNow}</button>
    </div>
  );
}

/** Ticks for the eye; a screen reader hears of the state alone. */
function Countdown({ until }: { until: number }) {
  const t = useText();
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => now.value = Date.now(), 500);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">{t.link.retryIn(Math.max(0, Math.ceil((until - now.value) / 1000)))}</span>;
}

/** Whether `value` has been true for that long. */
function useLater(value: boolean, ms: number): boolean {
  const late = useSignal(false);
  useEffect(() => {
    late.value = false;
    if (!value) return;
    const timer = setTimeout(() => late.value = true, ms);
    return () => clearTimeout(timer);
  }, [value]);
  return value && late.value;
}
