// Beside the list, as long as nothing is picked.

import { MessageSquareText } from "../../icons.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { Empty } from "../../Empty.tsx";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";

export function NoThread() {
  const t = useText();
  const { ask } = useChat();
  return (
    <section class="thread" id="content" aria-label={t.thread.messages}>
      <Empty Icon={MessageSquareText} title={t.thread.pick} text={t.thread.pickHint}>
        <a class="button" href="/people" onClick={(event) => follow(event, () => ask("people"))}>{t.nav.newChat}</a>
      </Empty>
    </section>
  );
}
