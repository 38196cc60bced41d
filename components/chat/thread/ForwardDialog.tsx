// Where a message is to be copied to: conversations by name, and people.

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { titleOf } from "../../../lib/client/names.ts";
import { newClientId } from "../../../lib/client/random.ts";
import { type Target, targetKey, targetOf } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView, UserView } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { Dialog } from "../../Dialog.tsx";
import { useChat } from "../context.ts";
import { Failed } from "../Failed.tsx";
import { inShort } from "../../../lib/client/files/words.ts";
import { OneLine } from "../OneLine.tsx";
import { usePeopleFound } from "./people_found.ts";
import { pictureAt, titleAt } from "../title.ts";
import { useAttempt } from "../use_attempt.ts";

/** As many as one looks through; more are found by name. */
const SHOWN = 30;

export function ForwardDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const { chat } = useChat();
  const query = useSignal("");
  const found = usePeopleFound(query.value);
  const targets = useTargets(query.value, found.people);
  // One for each as long as the dialog is open, whatever is searched for meanwhile: whoever tries again wants one copy.
  const clientIds = useMemo(() => new Map<string, string>(), []);
  const clientIdOf = (key: string): string => {
    const clientId = clientIds.get(key) ?? newClientId();
    clientIds.set(key, clientId);
    return clientId;
  };
  return (
    <Dialog title={t.forwardTo.title} onClose={onClose}>
      <p class="quote">
        <span class="quote-text" dir="auto">
          <OneLine text={inShort(message, t)} />
        </span>
      </p>
      <input
        class="input"
        type="search"
        aria-label={t.forwardTo.search}
        placeholder={t.forwardTo.search}
        autocomplete="off"
        autofocus
        value={query}
        onInput={(event) => query.value = event.currentTarget.value}
      />
      {found.why !== undefined && <Failed why={found.why} retry={found.retry} />}
      {targets.length === 0 && found.isAsking && <div class="bone person" aria-hidden="true" />}
      {targets.length === 0 && !found.isAsking && found.why === undefined && (
        <p class="hint" role="status">{t.forwardTo.none}</p>
      )}
      <ul class="people">
        {targets.map((target) => (
          <Line
            key={targetKey(target)}
            message={message}
            target={target}
            name={titleAt(chat, target, t)}
            clientId={clientIdOf(targetKey(target))}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface LineProps {
  message: MessageView;
  target: Target;
  name: string;
  clientId: string;
}

function Line({ message, target, name, clientId }: LineProps) {
  const t = useText();
  const { chat } = useChat();
  const attempt = useAttempt();
  const state = useSignal<"new" | "going" | "sent">("new");
  const send = async () => {
    state.value = "going";
    const undone = t.forwardTo.undone(name);
    const isDone = await attempt(() => chat.actions.forward(message, target, clientId), undone, t.done.forwarded(name));
    state.value = isDone ? "sent" : "new";
  };
  const label = state.value === "sent" ? t.forwardTo.sent : t.forwardTo.send;
  const person = target.kind === "private" ? chat.people.get(target.id) : undefined;
  return (
    <li class="person">
      <Avatar
        id={target.id}
        name={name}
        kind={target.kind === "group" ? "group" : "person"}
        picture={pictureAt(chat, target)}
        status={person?.status}
      />
      <span class="person-name">
        <b dir="auto">{name}</b>
        {person && <small dir="auto">@{person.username}</small>}
      </span>
      <button
        type="button"
        class="button small"
        aria-label={`${label}: ${name}`}
        // It stays where it is, so that focus does.
        aria-disabled={state.value !== "new"}
        onClick={() => state.value === "new" && void send()}
      >
        {label}
      </button>
    </li>
  );
}

/** Conversations by name, most recent first, then people whom the server finds. */
function useTargets(query: string, found: readonly UserView[]): Target[] {
  const t = useText();
  const { chat } = useChat();
  const wanted = query.trim().toLocaleLowerCase();
  const listed = chat.conversations.list.value
    .filter(({ entry }) => titleOf(entry, chat.me.id, t.list.notes).toLocaleLowerCase().includes(wanted))
    .flatMap(({ entry }) => targetOf(entry) ?? []);
  const people: Target[] = found.map(({ id }) => ({ kind: "private", id }));
  const all = new Map([...listed, ...people].map((target) => [targetKey(target), target]));
  return [...all.values()].slice(0, SHOWN);
}
