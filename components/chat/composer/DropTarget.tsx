// That files can be dropped, shown over the conversation that takes them while some are dragged: it takes those of the whole window.

import { useSignal } from "@preact/signals";
import { FileUp } from "../../icons.ts";
import { useEffect, useRef } from "preact/hooks";
import { useGoingOutWords } from "../../../lib/i18n/going_out.ts";
import { useAttaching } from "./attaching.ts";
import { useChat } from "../context.ts";
import { useSilence } from "./silence.ts";

/** What is dragged says so every 350 ms at the latest; whoever leaves the window says nothing that all browsers agree on. */
const OVER_MS = 600;

export function DropTarget({ name }: { name: string }) {
  const w = useGoingOutWords();
  const { chat } = useChat();
  const isSilent = useSilence() !== undefined;
  const isDragging = useSignal(true);
  const attach = useAttaching();
  const onDrop = useRef((_: DragEvent) => {});
  onDrop.current = (event) => {
    if (isSilent || event.dataTransfer === null || !isTaken(event)) return;
    const { files, hasFolder } = droppedFiles(event.dataTransfer);
    if (hasFolder) chat.notices.say(w.notAdded.folder, { isBad: true });
    void attach(files);
  };
  useEffect(() => {
    let timer = setTimeout(() => isDragging.value = false, OVER_MS);
    const listen = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      clearTimeout(timer);
      isDragging.value = event.type === "dragover";
      if (event.type === "drop") return onDrop.current(event);
      event.dataTransfer.dropEffect = isTaken(event) ? "copy" : "none";
      timer = setTimeout(() => isDragging.value = false, OVER_MS);
    };
    addEventListener("dragover", listen);
    addEventListener("drop", listen);
    return () => {
      clearTimeout(timer);
      removeEventListener("dragover", listen);
      removeEventListener("drop", listen);
    };
  }, []);
  if (!isDragging.value || isSilent) return null;
  return (
    <div class="drop-target">
      <p>
        <FileUp aria-hidden="true" /> {w.outgoing.drop(name)}
      </p>
    </div>
  );
}

/** A dialog is about something else. */
const isTaken = ({ target }: DragEvent): boolean => target instanceof Element && target.closest("dialog") === null;

/** A folder looks like a file whose reading fails. */
function droppedFiles({ items }: DataTransfer): { files: File[]; hasFolder: boolean } {
  const all = [...items].filter((it) => it.kind === "file");
  const files = all.filter((it) => !it.webkitGetAsEntry()?.isDirectory);
  return { files: files.flatMap((it) => it.getAsFile() ?? []), hasFolder: files.length < all.length };
}
