// What a message said before it was edited, newest first.

import { edits } from "../../../lib/client/message_api.ts";
import { fullTime } from "../../../lib/i18n/intl.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { LoadedView } from "../LoadedView.tsx";
import { MessageText } from "../message/MessageText.tsx";
import { useMessage } from "../message/Quote.tsx";
import { useLoaded } from "../use_loaded.ts";

export function HistoryDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const reader = useReader();
  const now = useMessage(() => message.id) ?? message;
  const before = useLoaded(() => edits(message.id), now.rev);
  return (
    <Dialog title={t.history.title} onClose={onClose}>
      <ol class="versions">
        <li>
          <b>{t.history.now}</b>
          <MessageText content={now.content} />
        </li>
        <LoadedView of={before}>
          {({ edits }) =>
            edits.toReversed().map(({ content, written_at }) => (
              <li key={written_at}>
                <time dateTime={written_at}>{fullTime(written_at, reader)}</time>
                <MessageText content={content} />
              </li>
            ))}
        </LoadedView>
      </ol>
    </Dialog>
  );
}
