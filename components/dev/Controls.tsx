// Buttons and fields in every state.

import { Search, SendHorizontal, Trash2 } from "../icons.ts";
import { useText } from "../../lib/i18n/language.ts";
import { describedBy, Field, Labelled } from "../Field.tsx";
import { Notice } from "../Notice.tsx";
import { LONG_WORD } from "./samples.ts";

const KINDS = ["", "primary", "danger", "danger fill", "quiet", "small"];

export function Buttons() {
  const t = useText();
  return (
    <>
      {["", "is-focused"].map((state) => (
        <div key={state} class="exhibit-row">
          {KINDS.map((kind) => <button key={kind} type="button" class={`button ${kind} ${state}`}>{t.group.add}
          </button>)}
          <button type="button" class={`icon-button ${state}`} aria-label={t.composer.send}>
            <SendHorizontal class="flip" aria-hidden="true" />
          </button>
        </div>
      ))}
      <div class="exhibit-row">
        {KINDS.map((kind) => <button key={kind} type="button" class={`button ${kind}`} disabled>{t.group.add}</button>)}
      </div>
      <div class="exhibit-row">
        <button type="button" class="button">
          <Trash2 size={18} aria-hidden="true" /> {t.group.dissolve}
        </button>
        <button type="button" class="button primary">{LONG_WORD}</button>
      </div>
    </>
  );
}

export function Fields() {
  const t = useText();
  const { label } = t.switcher;
  return (
    <>
      <div class="two">
        <Field
          name="rest"
          label={t.settings.name}
          value=""
          placeholder={t.switcher.placeholder}
          hint={t.announcement.hint}
        />
        <Field name="filled" label={t.settings.name} value="Ada" />
        <Field name="focused" class="input is-focused" label={t.settings.name} value="陈晓明" />
        <Field name="refused" label={t.profile.next} value="1" why={t.register.passwordHint(8)} />
        <Field name="disabled" label={t.settings.name} value="Ada" disabled />
        <Field name="long" label={label} value={LONG_WORD} />
        <Labelled name="text" label={t.announcement.text} hint={t.announcement.hint}>
          <textarea class="input" id="text" rows={3} aria-describedby={describedBy("text", t.announcement.hint)}>
            {t.person.confirmBlockText}
          </textarea>
        </Labelled>
        <Labelled name="pick" label={t.profile.status}>
          <select class="input" id="pick">
            <option>{t.status.online}</option>
          </select>
        </Labelled>
      </div>
      <label class="check">
        <input type="checkbox" checked /> {t.profile.contactsOnly}
      </label>
      <label class="check">
        <input type="checkbox" /> {t.settings.history}
      </label>
      <div class="filter">
        <Search aria-hidden="true" />
        <input class="input" type="search" aria-label={t.list.search} placeholder={t.list.search} />
      </div>
      <Notice text={t.profile.saved} />
      <Notice bad text={t.error.unreachable} />
    </>
  );
}
