// Finds people by name: those one knows before anything is typed, then what the server finds.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import * as api from "../../../lib/client/api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { UserView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { Failed } from "../Failed.tsx";
import { reasonOf } from "../reason.ts";

const PAUSE_MS = 200;

type Found = { state: "loading" } | { state: "failed"; why: string } | { state: "there"; people: readonly UserView[] };

interface PeopleSearchProps {
  /** one line for a person */
  row: (person: UserView) => ComponentChildren;
}

export function PeopleSearch({ row }: PeopleSearchProps) {
  const t = useText();
  const { chat } = useChat();
  const query = useSignal("");
  const found = useSignal<Found>({ state: "loading" });
  const tries = useSignal(0);
  const retry = () => {
    found.value = { state: "loading" };
    tries.value++;
  };
  const wanted = query.value.trim();
  useEffect(() => {
    let isOld = false;
    const search = async () => {
      try {
        const people = wanted === "" ? (await api.contacts()).contacts : (await api.searchUsers(wanted)).users;
        if (isOld) return;
        chat.people.know(people);
        found.value = { state: "there", people: people.filter((it) => it.id !== chat.me.id) };
      } catch (error) {
        if (!isOld) found.value = { state: "failed", why: reasonOf(error, t) };
      }
    };
    const timer = setTimeout(() => void search(), wanted === "" ? 0 : PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [wanted, tries.value]);
  return (
    <>
      <input
        class="input"
        type="search"
        aria-label={t.people.search}
        placeholder={t.people.placeholder}
        autocomplete="off"
        autofocus
        value={query}
        onInput={(event) => query.value = event.currentTarget.value}
        // It searches as one types; Enter must not send a form around it.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      <div class="live" aria-live="polite">
        {found.value.state === "failed" && <Failed why={found.value.why} retry={retry} />}
        {found.value.state === "there" && found.value.people.length === 0 && (
          <p class="hint">{wanted === "" ? t.people.nobody : t.people.none}</p>
        )}
        {found.value.state === "loading" && <div class="bone person" aria-hidden="true" />}
      </div>
      {found.value.state === "there" && found.value.people.length > 0 && (
        <ul class="people">{found.value.people.map((person) => <li key={person.id}>{row(person)}</li>)}</ul>
      )}
    </>
  );
}
