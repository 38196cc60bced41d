// How far a file is: a bar while it goes, words while it waits, nothing once it is there.

import type { Outgoing } from "../../lib/client/files/outgoing.ts";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";

export function TransferBar({ file: { key, name } }: { file: Outgoing }) {
  const t = useText();
  const { chat } = useChat();
  const transfer = chat.goingOut.transfers.get(key);
  switch (transfer?.state) {
    case "waiting":
      return <progress class="transfer" max={1} value={0} aria-label={t.files.waiting} />;
    case "going":
      return <progress class="transfer" max={1} value={transfer.sent} aria-label={t.files.uploading(name)} />;
    case "stalled":
      return <small class="transfer-words" role="status">{t.files.stalled}</small>;
    default:
      return null;
  }
}
