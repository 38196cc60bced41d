// Whom a message has reached: read, delivered, on its way. Loaded when it is opened; marks that move meanwhile are followed.

import { useSignal } from "@preact/signals";
import { receipts } from "../../../lib/client/message_api.ts";
import { fullName } from "../../../lib/client/names.ts";
import { fullTime } from "../../../lib/i18n/intl.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { MessageView, ReceiptView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { LoadedView } from "../LoadedView.tsx";
import { useThread } from "./thread_context.ts";
import { useLoaded } from "../use_loaded.ts";
import { moment } from "../when.ts";

/** As many are shown at first, and with each step: who they are is asked one by one. */
const SHOWN = 50;

export function ReceiptsDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const reader = useReader();
  const { of } = useThread();
  // Somebody's mark moved over it: then how far and since when is read again.
  const marks = [...of.value?.marks ?? []].map(([id, mark]) =>
    `${id}${mark.read >= message.seq}${mark.delivered >= message.seq}`
  );
  const loaded = useLoaded(() => receipts(message.id), marks.join());
  const others = of.value?.entry.group === undefined ? 1 : of.value.entry.group.member_count - 1;
  return (
    <Dialog title={t.info.title} onClose={onClose}>
      <LoadedView of={loaded}>
        {({ read, delivered }) => (
          <>
            <p>
              <b>{t.info.seen(read.length, others)}</b> · {t.info.sent(moment(message.created_at, reader))}
            </p>
            <People title={t.info.read} of={read} />
            <People title={t.info.delivered} of={delivered.filter((it) => !isAmong(it, read))} />
          </>
        )}
      </LoadedView>
    </Dialog>
  );
}

const isAmong = ({ user_id }: ReceiptView, those: readonly ReceiptView[]) => those.some((it) => it.user_id === user_id);

function People({ title, of }: { title: string; of: readonly ReceiptView[] }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const shown = useSignal(SHOWN);
  return (
    <section aria-label={title}>
      <span class="label">{title}</span>
      {of.length === 0 && <p class="hint">{t.info.nobody}</p>}
      <ul class="people">
        {of.slice(0, shown.value).map(({ user_id, at }) => {
          const person = chat.people.get(user_id);
          return person && (
            <li key={user_id} class="person">
              <PersonLine person={person}>
                {at !== null && (
                  <time class="hint" dateTime={at} title={`${fullName(person)}: ${fullTime(at, reader)}`}>
                    {moment(at, reader)}
                  </time>
                )}
              </PersonLine>
            </li>
          );
        })}
      </ul>
      {of.length > shown.value && (
        <button type="button" class="button" onClick={() => shown.value += SHOWN}>{t.members.more}</button>
      )}
    </section>
  );
}
