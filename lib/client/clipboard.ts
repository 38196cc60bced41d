// Copying. The browser's clipboard is there on https and localhost only, and a small team may well run its server on plain http: there
// the old way works.

/** Rejects where neither way does. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return await navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr";
  // Inside of a modal dialog nothing outside of it can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  box.select();
  const isCopied = document.execCommand("copy");
  box.remove();
  if (!isCopied) throw new Error("the browser does not allow it");
}
