// Where things stand in a scrolled list: which item is where, in pixels below the list's top. Reads the page, changes nothing.

/** An item on screen, and how far below the container's top it is. */
export interface Anchor {
  key: string;
  top: number;
}

/** A conversation opens at the message that is asked for; else at its first unread one, a quarter down; else at the end. */
export function beginningOf(box: HTMLElement, at: string | null): Anchor | null {
  const item = at === null ? null : itemOf(box, at);
  if (item !== null) return { key: item.dataset.key ?? "", top: middleFor(item, box) };
  const line = box.querySelector('[data-key="new"]');
  const wanted = box.clientHeight / 4;
  return line !== null && topOf(line, box) < wanted ? { key: "new", top: wanted } : null;
}

/** The message of that id. */
export const itemOf = (box: HTMLElement, id: string): HTMLElement | null =>
  box.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);

/** Where an item's top is when it stands in the middle; the top of what is too long for that is shown. */
export const middleFor = (item: HTMLElement, box: HTMLElement) =>
  Math.max(16, (box.clientHeight - item.offsetHeight) / 2);

export const topOf = (item: Element, box: Element) =>
  item.getBoundingClientRect().top - box.getBoundingClientRect().top;

export function firstVisible(box: HTMLElement): Anchor | null {
  const top = box.getBoundingClientRect().top;
  for (const item of box.querySelectorAll<HTMLElement>("[data-key]")) {
    const rect = item.getBoundingClientRect();
    if (rect.bottom > top) return { key: item.dataset.key ?? "", top: rect.top - top };
  }
  return null;
}

export function lastVisibleSeq(box: HTMLElement): number {
  const bottom = box.getBoundingClientRect().bottom;
  const items = [...box.querySelectorAll<HTMLElement>("[data-seq]")];
  const last = items.findLast((item) => item.getBoundingClientRect().top < bottom - 8);
  return Number(last?.dataset.seq ?? 0);
}
