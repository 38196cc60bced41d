// Closing one's account: the password says that it is meant.

import { useText } from "../../lib/i18n/language.ts";
import { Field } from "../Field.tsx";
import { Notice } from "../Notice.tsx";

export function CloseAccount({ refusal }: { refusal: string | undefined }) {
  const t = useText();
  return (
    <form class="card" method="post">
      <h2>{t.privacy.close}</h2>
      <p class="hint">{t.privacy.closeHint}</p>
      {refusal && <Notice bad text={refusal} />}
      <Field name="password" type="password" label={t.privacy.password} required autocomplete="current-password" />
      <div class="actions">
        <button type="submit" class="button danger" name="form" value="close">{t.privacy.closeSubmit}</button>
      </div>
    </form>
  );
}
