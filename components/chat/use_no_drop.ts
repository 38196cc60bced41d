// A file that nobody takes is refused: the browser would leave the page for it. Where a conversation is open it takes them all
// (`Dragged.tsx`).

import { useEffect } from "preact/hooks";

const EVENTS = ["dragenter", "dragover", "drop"] as const;

export function useNoDrop(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    };
    for (const type of EVENTS) addEventListener(type, refuse);
    return () => {
      for (const type of EVENTS) removeEventListener(type, refuse);
    };
  }, []);
}
