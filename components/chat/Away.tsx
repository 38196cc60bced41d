// A page that cannot be had without the server, and what can be. It comes by itself when the network is back.

import { CloudOff } from "../icons.ts";
import { useEffect } from "preact/hooks";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { offlineWords } from "../../lib/i18n/offline.ts";

/** @param isKept whether this device has conversations to show */
export function Away({ isKept }: { isKept: boolean }) {
  const t = useText();
  const w = offlineWords(useReader().locale);
  useEffect(() => {
    document.title = `${w.away.title} · ${t.app.name}`;
    const again = () => location.reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  return (
    <main class="oops">
      <div class="empty">
        <CloudOff aria-hidden="true" />
        <h1>{w.away.title}</h1>
        <p>{isKept ? w.away.needed : w.away.nothing}</p>
        <button type="button" class={isKept ? "button" : "button primary"} onClick={() => location.reload()}>
          {w.away.again}
        </button>
        {isKept && <a class="button primary" href="/">{w.away.home}</a>}
      </div>
    </main>
  );
}
