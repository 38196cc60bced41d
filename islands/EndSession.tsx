// The button that ends a session: with a script it asks first, without one it is a plain form.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Confirm } from "../components/Confirm.tsx";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { type Language, ReadingProvider } from "../lib/i18n/language.ts";

export default function EndSession({ id, reader }: { id: string; reader: Language }) {
  const t = dictionaryOf(reader.locale);
  const isAsking = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  return (
    <form method="post" action="/sessions" ref={form}>
      <input type="hidden" name="session" value={id} />
      <button
        type="submit"
        class="button small danger"
        onClick={(event) => {
          event.preventDefault();
          isAsking.value = true;
        }}
      >
        {t.sessions.end}
      </button>
      {isAsking.value && (
        <ReadingProvider value={{ words: t, reader }}>
          <Confirm
            title={t.sessions.confirm}
            text={t.sessions.confirmText}
            action={t.sessions.end}
            onConfirm={() => form.current?.submit()}
            onClose={() => isAsking.value = false}
          />
        </ReadingProvider>
      )}
    </form>
  );
}
