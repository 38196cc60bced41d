// Above the box: the files that go with the next message, how far each is, and what can be done about it.

import { RotateCw, X } from "../../icons.ts";
import { kindOf } from "../../../lib/client/files/kinds.ts";
import type { Outgoing } from "../../../lib/client/files/outgoing.ts";
import { useGoingOutWords } from "../../../lib/i18n/going_out.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { FileLine } from "../message/FileLine.tsx";
import { useObjectUrl } from "../message/object_url.ts";
import { whyRefused } from "./refused_files.ts";
import { useThread } from "../thread/thread_context.ts";
import { TransferBar } from "../message/TransferBar.tsx";

export function TrayFiles() {
  const w = useGoingOutWords();
  const { chat } = useChat();
  const { where } = useThread();
  const files = chat.goingOut.tray.get(where);
  return (
    <ul class="tray" aria-label={w.outgoing.tray}>
      {files.map((file) => <TrayFile key={file.key} file={file} />)}
    </ul>
  );
}

function TrayFile({ file }: { file: Outgoing }) {
  const t = useText();
  const w = useGoingOutWords();
  const { chat } = useChat();
  const uploads = chat.goingOut.uploads.value;
  const transfer = chat.goingOut.transfers.get(file.key);
  const isPicture = kindOf(file) === "image";
  // After a reload what is uploaded is shown as the server has it.
  const url = useObjectUrl(isPicture ? uploads?.blob(file.key) : undefined) ?? (isPicture ? file.file?.url : undefined);
  const why = whyRefused(transfer, file.name, t, w);
  const isStuck = why !== undefined || transfer?.state === "stalled";
  const focusBox = () => document.querySelector<HTMLElement>("#composer")?.focus();
  return (
    <li class={why === undefined ? "tray-file" : "tray-file bad"}>
      {url === undefined ? <FileLine file={file} /> : (
        <>
          <img class="file-sign" src={url} alt="" />
          <FileLine file={file} isSigned={false} />
        </>
      )}
      {isStuck && (
        <button
          type="button"
          class="icon-button"
          aria-label={w.outgoing.retry(file.name)}
          title={w.outgoing.retry(file.name)}
          onClick={() => (uploads?.retry(file.key), focusBox())}
        >
          <RotateCw aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={w.outgoing.remove(file.name)}
        title={w.outgoing.remove(file.name)}
        onClick={() => (uploads?.remove(file.key), focusBox())}
      >
        <X aria-hidden="true" />
      </button>
      {why === undefined ? <TransferBar file={file} /> : <small class="why" role="alert">{why}</small>}
    </li>
  );
}
