// A page that cannot be had without the server, and what can be. It comes by itself when the network is back.

import { CloudOff } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";

/** @param isKept whether this device has conversations to show */
export function Away({ isKept }: { isKept: boolean }) {
  const t = useText();
  useEffect(() => {
    document.title = `${t.away.title} · ${t.app.name}`;
    const again = () => location.reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  return (
    <main class="oops">
      <div class="empty">
        <CloudOff aria-hidden="true" />
        <h1>{t.away.title}</h1>
        <p>{isKept ? t.away.needed : t.away.nothing}</p>
        <button type="button" class={isKept ? "button" : "button primary"} onClick={() => location.reload()}>
          {t.away.again}
        </button>
        {isKept && <a class="button primary" href="/">{t.away.home}</a>}
      </div>
    </main>
  );
}
