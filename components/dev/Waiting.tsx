// What stands where something is loading, or where there is nothing.

import { CloudOff, MessagesSquare } from "../icons.ts";
import { useText } from "../../lib/i18n/language.ts";
import { LoadedView } from "../chat/LoadedView.tsx";
import { ThreadSkeleton } from "../chat/thread/ThreadSkeleton.tsx";
import { Empty } from "../Empty.tsx";

export const Skeletons = () => (
  <>
    <ThreadSkeleton failed={null} onRetry={() => {}} />
    <LoadedView of={{ state: "loading" }}>{() => null}</LoadedView>
  </>
);

export function Emptiness() {
  const t = useText();
  return (
    <>
      <Empty Icon={MessagesSquare} title={t.list.empty} text={t.list.emptyHint}>
        <button type="button" class="button primary">{t.nav.newChat}</button>
      </Empty>
      <Empty Icon={CloudOff} text={t.thread.failed} isAlert>
        <button type="button" class="button">{t.thread.again}</button>
      </Empty>
    </>
  );
}
