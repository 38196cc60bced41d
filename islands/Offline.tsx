// What is shown without the server: the chat as this device kept it, or why the page that was asked for cannot be had.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Away } from "../components/chat/Away.tsx";
import { LiveChat } from "../components/chat/LiveChat.tsx";
import { targetAt } from "../components/chat/paths.ts";
import { type Kept, readKept } from "../lib/client/mirror/read.ts";
import { newClientId } from "../lib/client/random.ts";
import { type Target, targetOf } from "../lib/client/target.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { ReadingProvider } from "../lib/i18n/language.ts";

/** undefined: not read yet; `kept` undefined: there is none */
type Read = { kept: Kept | undefined } | undefined;

export default function Offline() {
  const read = useSignal<Read>(undefined);
  useEffect(() => {
    readKept().then((kept) => {
      document.documentElement.lang = kept?.language.locale ?? navigator.language;
      read.value = { kept };
    });
  }, []);
  // Words only once it is known in which language.
  if (read.value === undefined) return <main class="chat" aria-busy="true" />;
  const { kept } = read.value;
  const now = new Date().toISOString();
  const reader = kept?.language ?? { locale: navigator.language, timeZone: "UTC", now };
  const words = dictionaryOf(reader.locale);
  const target = kept && targetOfPage(kept);
  if (kept === undefined || target === undefined) {
    return (
      <ReadingProvider value={{ reader, words }}>
        <Away isKept={kept !== undefined} />
      </ReadingProvider>
    );
  }
  const language = { ...reader, now };
  return (
    <LiveChat
      words={words}
      state={kept.state}
      language={language}
      target={target}
      formId={newClientId()}
      isPast={false}
    />
  );
}

/** What the address shows; undefined: nothing of the chat. */
const targetOfPage = ({ state }: Kept): Target | null | undefined =>
  targetAt(location.pathname, (id) => {
    const entry = state.list.conversations.find((it) => it.id === id);
    return entry && targetOf(entry);
  });
