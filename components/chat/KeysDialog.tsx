// All keys, by where they work.

import { Fragment } from "preact";
import { useText } from "../../lib/i18n/language.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { Dialog } from "../Dialog.tsx";
import { isMac } from "./command.ts";

/** Keys that are pressed together; any of several such. */
type Combos = readonly (readonly string[])[];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog title={t.keys.title} onClose={onClose}>
      {/* Takes focus, so that the arrows scroll it. */}
      <div class="stack" role="group" aria-label={t.keys.title} tabIndex={0}>
        {tableOf(t).map(([title, lines]) => (
          <section key={title} class="keys" aria-label={title}>
            <h3 class="label">{title}</h3>
            <dl>
              {lines.map(([what, combos]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>{combos.map((keys, i) => <Combo key={i} keys={keys} isFirst={i === 0} />)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Combo({ keys, isFirst }: { keys: readonly string[]; isFirst: boolean }) {
  const t = useText();
  return (
    <>
      {!isFirst && <span>{t.keys.or}</span>}
      <span class="combo">
        {keys.map((key, i) => (
          <Fragment key={key}>
            {i > 0 && <span class="sr">+</span>}
            <kbd>{key}</kbd>
          </Fragment>
        ))}
      </span>
    </>
  );
}

function tableOf({ keys: k, emoji }: Dictionary): [string, [string, Combos][]][] {
  const ctrl = isMac() ? k.command : k.ctrl;
  const alt = isMac() ? k.option : k.alt;
  return [
    [k.groups.window, [
      [k.switcher, [[ctrl, "K"]]],
      [k.neighbour, [[alt, "↑"], ["↓"]]],
      [k.unread, [[alt, k.shift, "↑"], ["↓"]]],
      [k.read, [[k.escape]]],
      [k.region, [["F6"]]],
      [k.help, [["?"], [ctrl, "/"]]],
    ]],
    [k.groups.writing, [
      [k.send, [[k.enter]]],
      [k.line, [[k.shift, k.enter]]],
      [k.edit, [["↑"]]],
      [k.cancel, [[k.escape]]],
      [k.mention, [["@"]]],
      [emoji.byName, [[":"]]],
      [k.bold, [[ctrl, "B"]]],
      [k.italic, [[ctrl, "I"]]],
      [k.code, [[ctrl, "E"]]],
    ]],
    [k.groups.lists, [
      [k.arrows, [["↑"], ["↓"]]],
      [k.ends, [[k.home], [k.end]]],
      [k.menu, [[k.enter]]],
      [k.rowMenu, [[document.dir === "rtl" ? "←" : "→"]]],
    ]],
  ];
}
