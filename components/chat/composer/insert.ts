// Puts an edit into the box so that the browser's own undo knows of it.

import type { Edit, Selection } from "../../../lib/client/editing.ts";

export const selectionOf = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selection => ({
  text: value,
  start: selectionStart,
  end: selectionEnd,
});

export function insert(box: HTMLTextAreaElement, { start, end, insert, select }: Edit): void {
  box.focus();
  box.setSelectionRange(start, end);
  // Deprecated, and still the only way that the browser's undo takes part in.
  if (!document.execCommand("insertText", false, insert)) {
    box.setRangeText(insert);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  box.setSelectionRange(...select);
}
