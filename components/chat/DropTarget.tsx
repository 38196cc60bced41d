// Where files can be dropped while some are being dragged over the window: the whole of the open conversation.

import { useSignal } from "@preact/signals";
import { FileUp } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";
import { useAttaching } from "./attaching.ts";
import { useChat } from "./context.ts";
import { useSilence } from "./silence.ts";

export function DropTarget({ name }: { name: string }) {
  const t = useText();
  const { chat } = useChat();
  const isSilent = useSilence() !== undefined;
  const isDragging = useSignal(false);
  const attach = useAttaching();
  const drop = useRef((_: DragEvent) => {});
  drop.current = (event) => {
    if (isSilent || event.dataTransfer === null || !isOnThread(event)) return;
    const { files, hasFolder } = droppedFiles(event.dataTransfer);
    if (hasFolder) chat.notices.say(t.notAdded.folder, { isBad: true });
    void attach(files);
  };
  useEffect(() => followDrags(isDragging, (event) => drop.current(event)), []);
  if (!isDragging.value || isSilent) return null;
  return (
    <div class="drop-target">
      <p>
        <FileUp aria-hidden="true" /> {t.files.drop(name)}
      </p>
    </div>
  );
}

/** Over the whole window: a browser would leave the page for a file that is dropped beside the target. */
function followDrags(isDragging: { value: boolean }, onDrop: (event: DragEvent) => void): () => void {
  // Entering a child comes before leaving its parent.
  let depth = 0;
  const listen = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    if (event.type === "dragenter") depth++;
    if (event.type === "dragleave") depth--;
    if (event.type === "drop") depth = 0;
    isDragging.value = depth > 0;
    if (event.type === "dragenter" || event.type === "dragleave") return;
    event.preventDefault();
    if (event.type === "drop") onDrop(event);
    else event.dataTransfer.dropEffect = isOnThread(event) ? "copy" : "none";
  };
  for (const type of EVENTS) addEventListener(type, listen);
  return () => {
    for (const type of EVENTS) removeEventListener(type, listen);
  };
}

const EVENTS = ["dragenter", "dragleave", "dragover", "drop"] as const;

const isOnThread = ({ target }: DragEvent): boolean =>
  target instanceof Element && target.closest(".thread") !== null && target.closest("dialog") === null;

/** A folder looks like a file whose reading fails. */
function droppedFiles({ items }: DataTransfer): { files: File[]; hasFolder: boolean } {
  const all = [...items].filter((it) => it.kind === "file");
  const files = all.filter((it) => !it.webkitGetAsEntry()?.isDirectory);
  return { files: files.flatMap((it) => it.getAsFile() ?? []), hasFolder: files.length < all.length };
}
