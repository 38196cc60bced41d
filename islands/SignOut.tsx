// The button that signs out, and takes along what this device has kept of the person. What has not reached the server would be lost with it:
// then it asks first. Without a script it is a plain form, and nothing was kept.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Confirm } from "../components/Confirm.tsx";
import { forgetEverybody, unsentHere } from "../lib/client/mirror/forget.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { type Language, ReadingProvider } from "../lib/i18n/language.ts";
import { offlineWords } from "../lib/i18n/offline.ts";

export default function SignOut({ reader }: { reader: Language }) {
  const t = dictionaryOf(reader.locale);
  const { signOut } = offlineWords(reader.locale);
  const unsent = useSignal(0);
  const form = useRef<HTMLFormElement>(null);
  const leave = async () => {
    await forgetEverybody();
    form.current?.submit();
  };
  return (
    <form
      method="post"
      action="/logout"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        unsent.value = unsentHere();
        if (unsent.value === 0) void leave();
      }}
    >
      <button type="submit" class="button quiet">{t.nav.signOut}</button>
      {unsent.value > 0 && (
        <ReadingProvider value={{ words: t, reader }}>
          <Confirm
            title={signOut.title}
            text={signOut.text(unsent.value)}
            action={signOut.action}
            onConfirm={leave}
            onClose={() => unsent.value = 0}
          />
        </ReadingProvider>
      )}
    </form>
  );
}
