// On top of the messages: the one that was pinned last, and the way to all of them.

import { List, Pin } from "../../icons.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { follow } from "../follow.ts";
import { OneLine } from "../OneLine.tsx";
import { shortly } from "../message/Quote.tsx";
import { useThread } from "./thread_context.ts";

export function PinnedBar() {
  const t = useText();
  const { of, asked, jump } = useThread();
  const pins = of.value?.pins ?? [];
  const latest = pins[0];
  if (latest === undefined) return null;
  return (
    <section class="pinned" aria-label={t.pins.title}>
      <a class="pinned-text" href={`/m/${latest.id}`} onClick={(event) => follow(event, () => jump(latest.id))}>
        <Pin aria-hidden="true" />
        <span>
          <b>{t.pins.bar}</b>
          <span dir="auto">
            <OneLine text={shortly(latest, t)} />
          </span>
        </span>
      </a>
      <button type="button" class="button quiet small" onClick={() => asked.value = { kind: "pins" }}>
        <List size={18} aria-hidden="true" />
        <span class="pinned-count">{pins.length}</span>
        <span class="sr">{t.pins.all}: {t.pins.count(pins.length)}</span>
      </button>
    </section>
  );
}
