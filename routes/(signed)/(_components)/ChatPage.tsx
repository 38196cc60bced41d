// The chat in the reader's language.

import ChatInChinese from "../../../islands/ChatInChinese.tsx";
import ChatInEnglish from "../../../islands/ChatInEnglish.tsx";
import { isChinese } from "../../../lib/i18n/dictionaries.ts";
import type { ChatPageData } from "../../../lib/pages/chat_handlers.ts";

export const ChatPage = ({ data }: { data: ChatPageData }) =>
  isChinese(data.language.locale) ? <ChatInChinese {...data} /> : <ChatInEnglish {...data} />;
