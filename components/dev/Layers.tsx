// What lies over the rest: dialogs, menus, toasts. Here they stand still in the page, so that all of them are seen at once.

import { Pin, Reply, Trash2, VolumeX } from "../icons.ts";
import { useText } from "../../lib/i18n/language.ts";
import { DialogContent } from "../Dialog.tsx";
import { MenuItem } from "../MenuItem.tsx";
import { Notice } from "../Notice.tsx";
import { PersonLine } from "../Person.tsx";
import { Toast } from "../Toast.tsx";
import { LONG_WORD, PEOPLE } from "./samples.ts";
import { userNamed } from "./users.ts";

export function Dialogs() {
  const t = useText();
  return (
    <div class="exhibit-row">
      <dialog class="dialog small" open aria-labelledby="asking">
        <DialogContent title={t.remove.title} titleId="asking">
          <p>{t.remove.text}</p>
          <Notice bad text={t.error.generic} />
          <div class="actions">
            <button type="button" class="button">{t.confirm.cancel}</button>
            <button type="button" class="button danger fill">{t.remove.everyone}</button>
          </div>
        </DialogContent>
      </dialog>
      <dialog class="dialog" open aria-labelledby="listing">
        <DialogContent title={LONG_WORD} titleId="listing">
          <ul class="people">
            {PEOPLE.map((it) => (
              <li key={it.id} class="person">
                <PersonLine person={userNamed(it)} note={t.role.admin}>
                  <button type="button" class="button small">{t.group.add}</button>
                </PersonLine>
              </li>
            ))}
          </ul>
        </DialogContent>
      </dialog>
    </div>
  );
}

export function Menus() {
  const t = useText();
  return (
    <div class="menu" role="menu" aria-label={t.act.toolbar}>
      <MenuItem label={t.act.reply} Icon={Reply} />
      <MenuItem label={t.row.pin} Icon={Pin} isChosen />
      <MenuItem label={t.row.notify.mentions} Icon={VolumeX} isChosen={false} />
      <MenuItem label={LONG_WORD} Icon={Reply} />
      <MenuItem label={t.act.remove} Icon={Trash2} isGrave />
    </div>
  );
}

export function Toasts() {
  const t = useText();
  const run = () => {};
  return (
    <div class="stack">
      <Toast text={t.done.copied} />
      <Toast text={t.done.recalled} action={{ label: t.done.writeAgain, run }} />
      <Toast text={t.undone.jump} isBad />
      <Toast text={t.forwardTo.undone(LONG_WORD)} isBad />
    </div>
  );
}
