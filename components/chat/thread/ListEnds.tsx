// What stands at the ends of the messages: the way to older ones, and back to the latest. Both are links, so that they work without
// a script.

import type { Signal } from "@preact/signals";
import { ArrowDown, ArrowUp } from "../../icons.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { Scroll } from "./scroll.ts";

type Loading = Pick<Scroll, "loading" | "failed" | "again">;

interface OlderLinkProps extends Loading {
  of: Conversation | undefined;
  /** the `seq` that the list begins with */
  first: number | undefined;
}

/** Without a script, older messages are another page. */
export function OlderLink({ of, first, loading, failed, again }: OlderLinkProps) {
  const t = useText();
  if (loading.value === "older") return <span role="status">{t.thread.loadingOlder}</span>;
  if (failed.value === "older") return <NotLoaded again={again} />;
  return <a href={`/c/${of?.entry.id}?before=${first ?? ""}`}>{t.thread.olderLink}</a>;
}

function NotLoaded({ again }: Pick<Loading, "again">) {
  const t = useText();
  return (
    <span role="alert">
      {t.thread.failed} <button type="button" class="button quiet small" onClick={again}>{t.thread.again}</button>
    </span>
  );
}

/** Newer ones may be on their way as well, where one came into the middle: said above the box, so that nothing moves. */
export function NewerSign({ loading, failed, again }: Loading) {
  const t = useText();
  const isFailed = failed.value === "newer";
  if (!isFailed && loading.value !== "newer") return null;
  return (
    <div class="under needs-script">
      <div class="newer-sign">
        {isFailed ? <NotLoaded again={again} /> : <span role="status">{t.thread.loadingNewer}</span>}
      </div>
    </div>
  );
}

/** Where one has jumped past the first unread message. */
export function FirstUnread({ isAbove, onClick }: { isAbove: Signal<boolean>; onClick: () => void }) {
  const t = useText();
  if (!isAbove.value) return null;
  return (
    <div class="under needs-script">
      <button
        type="button"
        class="to-latest to-unread"
        aria-label={t.thread.toUnread}
        title={t.thread.toUnread}
        onClick={onClick}
      >
        <ArrowUp aria-hidden="true" />
      </button>
    </div>
  );
}

interface ToLatestProps {
  isAway: Signal<boolean>;
  unread: number;
  onClick: () => void;
}

export function ToLatest({ isAway, unread, onClick }: ToLatestProps) {
  const t = useText();
  if (!isAway.value) return null;
  return (
    <div class="under needs-script">
      <button
        type="button"
        class="to-latest"
        aria-label={unread > 0 ? t.thread.toLatestNew(unread) : t.thread.toLatest}
        onClick={onClick}
      >
        {unread > 0 && <span class="badge" aria-hidden="true">{unread}</span>}
        <ArrowDown aria-hidden="true" />
      </button>
    </div>
  );
}
