// Files that are dragged over the window: a browser would leave the page for one that is dropped, wherever it is. What takes them is
// loaded with the first.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { lazy } from "../lazy.tsx";

const DropTarget = lazy(async () => (await import("./outgoing_parts.ts")).DropTarget);

const EVENTS = ["dragenter", "dragover", "drop"] as const;

export function Dragged({ name }: { name: string }) {
  const isDragged = useSignal(false);
  useEffect(() => {
    const listen = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      isDragged.value = true;
    };
    for (const type of EVENTS) addEventListener(type, listen);
    return () => {
      for (const type of EVENTS) removeEventListener(type, listen);
    };
  }, []);
  return isDragged.value ? <DropTarget name={name} /> : null;
}
