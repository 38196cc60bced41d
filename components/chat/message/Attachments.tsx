// The files of a message: pictures in space that is kept for them before they arrive, players, and cards to download. Plain links without
// a script; nothing of another origin is ever loaded.

import { Download } from "../../icons.ts";
import { fitted, isOwn, kindOf } from "../../../lib/client/files/kinds.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { FileView, MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { FileLine } from "./FileLine.tsx";
import { follow } from "../follow.ts";
import { useThread } from "../thread/thread_context.ts";

export function Attachments({ message }: { message: MessageView }) {
  const files = message.attachments.filter((file) => isOwn(file.url));
  if (files.length === 0) return null;
  const pictures = files.filter((file) => kindOf(file) === "image");
  const others = files.filter((file) => kindOf(file) !== "image");
  return (
    <>
      {pictures.length > 0 && (
        <div class={galleryClass(pictures.length)}>
          {pictures.map((file) => (
            <Picture key={file.id} file={file} message={message} isAlone={pictures.length === 1} />
          ))}
        </div>
      )}
      {others.map((file) => <Other key={file.id} file={file} />)}
    </>
  );
}

/** One picture keeps its shape, two and four stand in twos, other numbers in threes. */
export const galleryClass = (count: number): string =>
  count === 1 ? "pictures one" : count === 2 || count === 4 ? "pictures twos" : "pictures threes";

function Picture({ file, message, isAlone }: { file: FileView; message: MessageView; isAlone: boolean }) {
  const t = useText();
  const { chat } = useChat();
  const { asked } = useThread();
  const small = isOwn(file.thumbnail_url) ? file.thumbnail_url : file.url;
  return (
    <a
      class="picture"
      href={file.url}
      aria-haspopup="dialog"
      onClick={(event) => follow(event, () => asked.value = { kind: "picture", message, file })}
    >
      <img
        src={chat.goingOut.own.get(file.id) ?? small}
        alt={t.files.photo(file.name)}
        {...(isAlone ? fitted(file) : {})}
        loading="lazy"
        decoding="async"
        draggable={false}
      />
    </a>
  );
}

function Other({ file }: { file: FileView }) {
  const t = useText();
  const kind = kindOf(file);
  return (
    <div class="file">
      {kind === "video" && (
        <video class="player" controls playsInline preload="metadata" aria-label={file.name} src={file.url} />
      )}
      {kind === "audio" && <audio class="player" controls preload="none" aria-label={file.name} src={file.url} />}
      <a class="file-line" href={file.url} download={file.name} title={t.files.download(file.name)}>
        <FileLine file={file} />
        <Download aria-hidden="true" />
      </a>
    </div>
  );
}
