// Links that stay on the page.

/** A plain click stays on the page; with a key or another button the browser does what it always does. */
export function follow(event: MouseEvent, then: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  then();
}
