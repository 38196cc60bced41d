// Sending a file without a script: a plain form of its own below the box.

import type { Target } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { hrefOf } from "../paths.ts";
import { useSilence } from "./silence.ts";

export function FileForm({ target }: { target: Target }) {
  const t = useText();
  if (useSilence() !== undefined) return null;
  return (
    <form class="file-form without-script" method="post" action={hrefOf(target)} enctype="multipart/form-data">
      <input type="file" name="file" required aria-label={t.files.attach} />
      <button type="submit" class="button small">{t.files.send}</button>
    </form>
  );
}
