// The form of a new password.

import { useText } from "../../lib/i18n/language.ts";
import { Field } from "../Field.tsx";
import { Notice } from "../Notice.tsx";

interface PasswordFormProps {
  /** characters that it needs */
  min: number;
  done: boolean;
  refusal: { message: string; fields: Record<string, string> } | undefined;
}

export function PasswordForm({ min, done, refusal }: PasswordFormProps) {
  const t = useText();
  return (
    <form class="card" method="post">
      <h2>{t.profile.password}</h2>
      {done && <Notice text={t.profile.changed} />}
      {refusal && <Notice bad text={refusal.message} />}
      <div class="two">
        <Field
          name="current_password"
          type="password"
          label={t.profile.current}
          required
          autocomplete="current-password"
        />
        <Field
          name="new_password"
          type="password"
          label={t.profile.next}
          hint={t.profile.passwordHint(min)}
          why={refusal?.fields.new_password}
          required
          autocomplete="new-password"
        />
      </div>
      <div class="actions">
        <button type="submit" class="button" name="form" value="password">{t.profile.change}</button>
      </div>
    </form>
  );
}
