// The chat as one tree: the list, the open conversation, the dialogs, and going between them by the History API.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Chat } from "../../lib/client/chat.ts";
import { ApiError } from "../../lib/client/http.ts";
import { type Target, targetKey, targetOf } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { Announcer } from "./thread/Announcer.tsx";
import { useBadges } from "./badges.ts";
import { ChatContext, type DialogName } from "./context.ts";
import { useKeys } from "./keys.ts";
import { lazy } from "./lazy.tsx";
import { NoThread } from "./thread/NoThread.tsx";
import { hrefOf, targetAt } from "./paths.ts";
import type { Aim } from "./places.ts";
import { Sidebar } from "./list/Sidebar.tsx";
import { Thread } from "./thread/Thread.tsx";
import type { Failure } from "./thread/ThreadSkeleton.tsx";
import { Toasts } from "./Toasts.tsx";
import { useEnded } from "./use_ended.ts";
import { useNoDrop } from "./use_no_drop.ts";
import { useVisits } from "./visits.ts";

// The switcher is not among them: what one types behind Ctrl+K must find it there.
const DetailsDialog = lazy(async () => (await import("./dialogs.ts")).DetailsDialog);
const GroupDialog = lazy(async () => (await import("./dialogs.ts")).GroupDialog);
const KeysDialog = lazy(async () => (await import("./dialogs.ts")).KeysDialog);
const PeopleDialog = lazy(async () => (await import("./dialogs.ts")).PeopleDialog);
const loadSwitcher = async () => (await import("./list/Switcher.tsx")).Switcher;
const Switcher = lazy(loadSwitcher);
const PersonDialog = lazy(async () => (await import("./dialogs.ts")).PersonDialog);

interface AppProps {
  chat: Chat;
  initial: Target | null;
  formId: string;
  refused: string | undefined;
  /** the message that the open conversation begins at */
  at: string | null;
}

export function App({ chat, initial, formId, refused, at }: AppProps) {
  const t = useText();
  const open = useSignal<Target | null>(initial);
  const dialog = useSignal<DialogName | null>(null);
  const failed = useSignal<Failure>(null);

  const begin = useRef<string | Aim>(at ?? { at: "unread" });
  const visits = useVisits();

  const show = (target: Target | null, place?: Aim) => {
    begin.current = place ?? { at: "unread" };
    open.value = target;
    dialog.value = null; // it was about what was there before
    failed.value = null;
    chat.opened.open(target, place?.at === "message" ? place.seq : undefined).catch((error) => {
      // Of another one that was left meanwhile it says nothing here.
      if (open.peek() !== target) return;
      failed.value = error instanceof ApiError && error.status === 404 ? "gone" : "failed";
    });
  };
  const go = (target: Target | null) => {
    if (keyOf(target) === keyOf(open.value)) return;
    visits.push(target === null ? "/" : hrefOf(target));
    show(target);
  };
  const context = useMemo(() => ({ chat, go, ask: (name: DialogName | null) => dialog.value = name }), [chat]);

  useEffect(() => {
    // Begun without the server, what this device has not kept is still to be loaded.
    if (chat.opened.isMissing(initial)) show(initial);
    const onPop = () => {
      const target = targetAt(location.pathname, (id) => {
        const entry = chat.conversations.get(id)?.entry;
        return entry && targetOf(entry);
      });
      if (target === undefined) location.reload();
      else show(target, visits.pop());
    };
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  useEffect(() => void (chat.goTo = go), []);
  useNoDrop();
  // With the first key of all, so that it is there when Ctrl+K is: what is typed right behind that is meant for it.
  useEffect(() => {
    const fetchAhead = () => void loadSwitcher().catch(() => {});
    addEventListener("keydown", fetchAhead, { once: true });
    return () => removeEventListener("keydown", fetchAhead);
  }, []);
  useKeys({ ...context, open });

  const target = open.value;
  const of = target === null ? undefined : chat.conversations.at(target);
  const group = of?.entry.group;
  useBadges(chat, target);
  useEnded(chat, target, of?.entry, go);
  return (
    <ChatContext.Provider value={context}>
      <a class="skip" href="#content" onClick={skip}>{t.skip}</a>
      <main
        class="chat"
        data-view={target === null ? "list" : "thread"}
        data-live={String(chat.connection.isLive.value)}
      >
        <Sidebar open={target} />
        {target === null ? <NoThread /> : (
          <Thread
            key={targetKey(target)}
            target={target}
            formId={formId}
            refused={refused}
            begin={begin.current}
            onPlace={visits.stands}
            failed={failed.value}
            onRetry={() => show(target)}
          />
        )}
      </main>
      {dialog.value === "people" && <PeopleDialog onClose={() => dialog.value = null} />}
      {dialog.value === "group" && <GroupDialog onClose={() => dialog.value = null} />}
      {dialog.value === "switcher" && <Switcher open={target} onClose={() => dialog.value = null} />}
      {dialog.value === "keys" && <KeysDialog onClose={() => dialog.value = null} />}
      {dialog.value === "person" && target?.kind === "private" && (
        <PersonDialog
          id={target.id}
          of={of}
          onClose={() => dialog.value = null}
        />
      )}
      {(dialog.value === "details" || dialog.value === "announcement") && of !== undefined && group !== undefined && (
        <DetailsDialog
          key={group.id}
          first={dialog.value === "details" ? "overview" : "announcement"}
          of={of}
          group={group}
          onClose={() => dialog.value = null}
        />
      )}
      <Announcer open={target} />
      <Toasts />
    </ChatContext.Provider>
  );
}

const keyOf = (target: Target | null): string => target === null ? "" : targetKey(target);

/** Once there is a script, an address of its own would be an entry of the browser's history, and going there a step back. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  const ways = [".scroller", "#content a", "[data-row][tabindex='0']"].map((it) =>
    document.querySelector<HTMLElement>(it)
  );
  ways.find((it) => it?.checkVisibility())?.focus();
}
