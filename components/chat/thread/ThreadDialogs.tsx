// The dialog that is asked for about a message of the open conversation, if one is.

import { useText } from "../../../lib/i18n/language.ts";
import { Confirm } from "../../Confirm.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { ForwardDialog } from "./ForwardDialog.tsx";
import { Lightbox } from "./Lightbox.tsx";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { PinsDialog } from "./PinsDialog.tsx";
import { ReactionsDialog } from "./ReactionsDialog.tsx";
import { ReceiptsDialog } from "./ReceiptsDialog.tsx";
import { useThread } from "./thread_context.ts";

export function ThreadDialogs() {
  const { asked } = useThread();
  const about = asked.value;
  const t = useText();
  const onClose = () => asked.value = null;
  switch (about?.kind) {
    case undefined:
      return null;
    case "pins":
      return <PinsDialog onClose={onClose} />;
    case "picture":
      return <Lightbox first={about} onClose={onClose} />;
    case "remove":
      return <DeleteDialog message={about.message} onClose={onClose} />;
    case "recall":
      return (
        <Confirm
          title={t.recall.title}
          text={t.recall.text}
          action={t.act.recall}
          onConfirm={about.recall}
          onClose={onClose}
        />
      );
    case "forward":
      return <ForwardDialog message={about.message} onClose={onClose} />;
    case "info":
      return <ReceiptsDialog message={about.message} onClose={onClose} />;
    case "reactions":
      return <ReactionsDialog message={about.message} onClose={onClose} />;
    case "history":
      return <HistoryDialog message={about.message} onClose={onClose} />;
  }
}
