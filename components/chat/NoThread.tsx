// Beside the list, as long as nothing is picked.

import { MessageSquareText } from "lucide-preact";
import { useText } from "../../lib/i18n/language.ts";
import { Banner } from "./Banner.tsx";
import { useChat } from "./context.ts";
import { follow } from "./follow.ts";

export function NoThread() {
  const t = useText();
  const { ask } = useChat();
  return (
    <section class="thread" id="content" aria-label={t.thread.messages}>
      <Banner />
      <div class="empty">
        <MessageSquareText aria-hidden="true" />
        <h2>{t.thread.pick}</h2>
        <p>{t.thread.pickHint}</p>
        <a class="button" href="/people" onClick={(event) => follow(event, () => ask("people"))}>{t.nav.newChat}</a>
      </div>
    </section>
  );
}
