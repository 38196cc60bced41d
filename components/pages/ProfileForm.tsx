// The form of one's own names and how one is shown.

import { fullName } from "../../lib/client/names.ts";
import { useText } from "../../lib/i18n/language.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { ChosenStatus, UserView } from "../../lib/protocol/views.ts";
import { Avatar } from "../Avatar.tsx";
import { Field, Labelled } from "../Field.tsx";
import { Notice } from "../Notice.tsx";

export interface ProfileValues {
  user: UserView;
  /** the chosen one, not the one that others see at this moment */
  status: ChosenStatus;
  showEmail: boolean;
}

interface FormState {
  done: boolean;
  refusal: { message: string; fields: Record<string, string> } | undefined;
}

const STATUSES: readonly ChosenStatus[] = ["online", "away", "busy", "offline"];

export function ProfileForm(
  { values: { user, status, showEmail }, done, refusal }: FormState & { values: ProfileValues },
) {
  const t = useText();
  return (
    <form class="card" method="post">
      <div class="identity">
        <Avatar id={user.id} name={fullName(user)} size="large" />
        <div>
          <h2>{fullName(user)}</h2>
          <p>@{user.username} · {user.email}</p>
        </div>
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
          {STATUSES.map((it) => <option key={it} value={it} selected={it === status}>{t.status[it]}</option>)}
        </select>
      </Labelled>
      <label class="check">
        <input type="checkbox" name="show_email" checked={showEmail} /> {t.profile.showEmail}
      </label>
      <div class="actions">
        <button type="submit" class="button primary" name="form" value="profile">{t.profile.save}</button>
      </div>
    </form>
  );
}
