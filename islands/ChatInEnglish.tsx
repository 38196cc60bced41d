// The chat with English words: an island a language, so that the browser loads no other's.

import { LiveChat, type LiveChatProps } from "../components/chat/LiveChat.tsx";
import { en } from "../lib/i18n/en.ts";

export default function ChatInEnglish(props: LiveChatProps) {
  return <LiveChat {...props} words={en} />;
}
