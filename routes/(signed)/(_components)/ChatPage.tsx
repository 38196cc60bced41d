// The chat in the reader's language.

import { Head } from "fresh/runtime";
import { keepWith } from "../../../components/chat/thread/kept.ts";
import ChatInChinese from "../../../islands/ChatInChinese.tsx";
import ChatInEnglish from "../../../islands/ChatInEnglish.tsx";
import ChatInPseudo from "../../../islands/ChatInPseudo.tsx";
import { dictionaryOf, isChinese } from "../../../lib/i18n/dictionaries.ts";
import { isPseudo } from "../../../lib/i18n/pseudo.ts";
import type { ChatPageData } from "../../../lib/pages/chat_handlers.ts";
import { pageTitle } from "../../../lib/pages/chat_page.ts";
import { keptHtml } from "../../../lib/pages/kept_html.ts";

keepWith(keptHtml);

export function ChatPage({ data }: { data: ChatPageData }) {
  const { locale } = data.language;
  return (
    <>
      <Head>
        <title>{pageTitle(data.state, dictionaryOf(locale))}</title>
      </Head>
      {isPseudo(locale)
        ? <ChatInPseudo {...data} />
        : isChinese(locale)
        ? <ChatInChinese {...data} />
        : <ChatInEnglish {...data} />}
    </>
  );
}
