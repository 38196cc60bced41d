// Why something is not there, and the way to try again.

import { RotateCw } from "../icons.ts";
import { useText } from "../../lib/i18n/language.ts";
import { Notice } from "../Notice.tsx";

export function Failed({ why, retry }: { why: string; retry: () => void }) {
  const t = useText();
  return (
    <div class="stack">
      <Notice bad text={why} />
      <div class="actions">
        <button type="button" class="button small" onClick={retry}>
          <RotateCw size={18} aria-hidden="true" /> {t.thread.again}
        </button>
      </div>
    </div>
  );
}
