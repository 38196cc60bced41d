// What stands in a thread until its messages are there, or when they could not be had.

import { CloudOff } from "lucide-preact";
import { useText } from "../../lib/i18n/language.ts";

export function ThreadSkeleton({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const t = useText();
  if (failed) {
    return (
      <div class="empty" role="alert">
        <CloudOff aria-hidden="true" />
        <p>{t.thread.failed}</p>
        <button type="button" class="button" onClick={onRetry}>{t.thread.again}</button>
      </div>
    );
  }
  return (
    <div class="scroller">
      <div class="messages skeleton" role="status">
        <span class="sr">{t.thread.loading}</span>
        {[1, 2, 3, 4, 5, 6].map((i) => <span key={i} class="bone" />)}
      </div>
    </div>
  );
}
