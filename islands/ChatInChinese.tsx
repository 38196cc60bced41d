// The chat with Chinese words: see `ChatInEnglish.tsx`.

import { LiveChat, type LiveChatProps } from "../components/chat/LiveChat.tsx";
import { zh } from "../lib/i18n/zh.ts";

export default function ChatInChinese(props: LiveChatProps) {
  return <LiveChat {...props} words={zh} />;
}
