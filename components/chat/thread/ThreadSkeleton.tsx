// What stands in a thread until its messages are there, or when they could not be had.

import { CloudOff } from "../../icons.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { Empty } from "../../Empty.tsx";

/** "gone": it is not there, or not the reader's; null: nothing failed */
export type Failure = "gone" | "failed" | null;

export function ThreadSkeleton({ failed, onRetry }: { failed: Failure; onRetry: () => void }) {
  const t = useText();
  if (failed === "gone") {
    return (
      <Empty text={t.error.notFoundText} isAlert>
        <a class="button" href="/">{t.error.home}</a>
      </Empty>
    );
  }
  if (failed === "failed") {
    return (
      <Empty Icon={CloudOff} text={t.thread.failed} isAlert>
        <button type="button" class="button" onClick={onRetry}>{t.thread.again}</button>
      </Empty>
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
