// The files of one's own message that is on its way: as they will be shown, from this device, with how far each is.

import { fitted, kindOf } from "../../../lib/client/files/kinds.ts";
import type { Outgoing } from "../../../lib/client/files/outgoing.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { galleryClass } from "./Attachments.tsx";
import { useChat } from "../context.ts";
import { FileLine } from "./FileLine.tsx";
import { useObjectUrl } from "./object_url.ts";
import { TransferBar } from "./TransferBar.tsx";

export function PendingFiles({ files }: { files: readonly Outgoing[] }) {
  const pictures = files.filter((file) => kindOf(file) === "image");
  const others = files.filter((file) => kindOf(file) !== "image");
  return (
    <>
      {pictures.length > 0 && (
        <div class={galleryClass(pictures.length)}>
          {pictures.map((file) => <Picture key={file.key} file={file} isAlone={pictures.length === 1} />)}
        </div>
      )}
      {others.map((file) => (
        <div key={file.key} class="file">
          <span class="file-line">
            <FileLine file={file} />
            <TransferBar file={file} />
          </span>
        </div>
      ))}
    </>
  );
}

function Picture({ file, isAlone }: { file: Outgoing; isAlone: boolean }) {
  const t = useText();
  const { chat } = useChat();
  // A transfer that begins is when the bytes were found again after a reload.
  chat.goingOut.transfers.get(file.key);
  const url = useObjectUrl(chat.goingOut.uploads.value?.blob(file.key)) ?? file.file?.url;
  return (
    <span class="picture">
      <img src={url} alt={t.files.photo(file.name)} {...(isAlone ? fitted(file.file ?? file) : {})} draggable={false} />
      <TransferBar file={file} />
    </span>
  );
}
