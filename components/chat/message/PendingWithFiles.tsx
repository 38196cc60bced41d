// A message of one's own whose files are on their way, too: it can be cancelled, and fails with the first of them that is refused.

import { isUploaded } from "../../../lib/client/files/outgoing.ts";
import type { Pending } from "../../../lib/client/stores/outbox.ts";
import { useGoingOutWords } from "../../../lib/i18n/going_out.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { useGiveUp } from "./give_up.ts";
import { PendingFiles } from "./PendingFiles.tsx";
import { PendingItem } from "./PendingItem.tsx";
import { whyRefused } from "../composer/refused_files.ts";

export function PendingWithFiles({ pending, first }: { pending: Pending; first: boolean }) {
  const t = useText();
  const w = useGoingOutWords();
  const { chat } = useChat();
  const giveUp = useGiveUp();
  const { refused, attachments = [] } = pending;
  const reasons = attachments.map((it) => whyRefused(chat.goingOut.transfers.get(it.key), it.name, t, w));
  const why = reasons.find((it) => it !== undefined);
  const isGoing = refused === undefined && why === undefined && !isUploaded(attachments);
  const cancel = (
    <button type="button" class="button quiet small" onClick={() => void giveUp(pending)}>{w.outgoing.stop}</button>
  );
  const files = <PendingFiles files={attachments} />;
  return <PendingItem pending={pending} first={first} why={why} files={files} below={isGoing && cancel} />;
}
