// The chat in a language that nobody speaks: see `lib/i18n/pseudo.ts`.

import { LiveChat, type LiveChatProps } from "../components/chat/LiveChat.tsx";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";

export default function ChatInPseudo(props: LiveChatProps) {
  return <LiveChat {...props} words={dictionaryOf(props.language.locale)} />;
}
