// The form of one's own names and how one is shown.

import type { ComponentChildren } from "preact";
import { fullName } from "../../lib/client/names.ts";
import { useText } from "../../lib/i18n/language.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { ChosenStatus, SettingsView, UserView } from "../../lib/protocol/views.ts";
import { Field, Labelled } from "../Field.tsx";
import { Notice } from "../Notice.tsx";

export interface ProfileValues {
  user: UserView;
  settings: SettingsView;
}

interface FormState {
  done: boolean;
  refusal: { message: string; fields: Record<string, string> } | undefined;
}

/** Each in its own words: whoever reads none of the others finds it. */
const LANGUAGES = { en: "English", zh: "简体中文" };
const STATUSES: readonly ChosenStatus[] = ["online", "away", "busy", "offline"];

export function ProfileForm(
  { values: { user, settings }, picture, done, refusal }: FormState & {
    values: ProfileValues;
    /** one's picture, and the way to another */
    picture: ComponentChildren;
  },
) {
  const t = useText();
  return (
    <form class="card" method="post">
      <div class="identity">
        <div>
          <h2>{fullName(user)}</h2>
          <p>@{user.username} · {user.email}</p>
        </div>
        {picture}
      </div>
      {done && <Notice text={t.profile.saved} />}
      {refusal && <Notice bad text={refusal.message} />}
      <div class="two">
        <Field
          name="first_name"
          label={t.profile.firstName}
          value={user.first_name}
          maxLength={DEFAULT_LIMITS.nameMax}
          autocomplete="given-name"
        />
        <Field
          name="last_name"
          label={t.profile.lastName}
          value={user.last_name}
          maxLength={DEFAULT_LIMITS.nameMax}
          autocomplete="family-name"
        />
      </div>
      <Labelled name="status" label={t.profile.status} hint={t.profile.statusHint}>
        <select class="input" id="status" name="status" aria-describedby="status-hint">
          {STATUSES.map((it) => (
            <option key={it} value={it} selected={it === settings.chosen_status}>{t.status[it]}</option>
          ))}
        </select>
      </Labelled>
      <Labelled name="language" label={t.profile.language}>
        <select class="input" id="language" name="language">
          <option value="" selected={settings.language === ""}>{t.profile.languageBrowser}</option>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag} selected={tag === settings.language}>{name}</option>
          ))}
        </select>
      </Labelled>
      <Check name="show_email" label={t.profile.showEmail} checked={settings.show_email} />
      <Check name="show_last_seen" label={t.profile.showLastSeen} checked={settings.show_last_seen} />
      <Check name="contacts_only" label={t.profile.contactsOnly} checked={settings.contacts_only} />
      <div class="actions">
        <button type="submit" class="button primary" name="form" value="profile">{t.profile.save}</button>
      </div>
    </form>
  );
}

const Check = ({ name, label, checked }: { name: string; label: string; checked: boolean }) => (
  <label class="check">
    <input type="checkbox" name={name} checked={checked} /> {label}
  </label>
);
