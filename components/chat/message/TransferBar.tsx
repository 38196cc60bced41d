// How far a file is: a bar while it goes, words while it waits, nothing once it is there.

import type { Outgoing } from "../../../lib/client/files/outgoing.ts";
import { useGoingOutWords } from "../../../lib/i18n/going_out.ts";
import { useChat } from "../context.ts";

export function TransferBar({ file: { key, name } }: { file: Outgoing }) {
  const w = useGoingOutWords();
  const { chat } = useChat();
  const transfer = chat.goingOut.transfers.get(key);
  switch (transfer?.state) {
    case "waiting":
      return <progress class="transfer" max={1} value={0} aria-label={w.outgoing.waiting} />;
    case "going":
      return <progress class="transfer" max={1} value={transfer.sent} aria-label={w.outgoing.uploading(name)} />;
    case "stalled":
      return <small class="transfer-words" role="status">{w.outgoing.stalled}</small>;
    default:
      return null;
  }
}
