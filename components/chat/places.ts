// Where things stand in a scrolled list: which item is where, in pixels below the list's top. Reads the page, changes nothing.

import type { Seen } from "../../lib/client/part.ts";

/** An item on screen, and how far below the container's top it is. */
export interface Anchor {
  key: string;
  top: number;
  /** of a message of the log */
  seq?: number;
}

/** Where one wants to stand: at either end, at the first unread message, or at one, in the middle unless it says how far down. */
export type Aim = { at: "end" | "beginning" | "unread" } | { at: "message"; seq: number; top?: number };

/** Keys of what is no message. */
export const NEW_LINE = "new";

/** The item to hold on to, and where. @returns null: the end, also where the first unread message stands on it */
export function anchorOf(aim: Aim, box: HTMLElement): Anchor | null {
  if (aim.at === "end") return null;
  // Further down than it can be, so that nothing is above.
  if (aim.at === "beginning") return { key: itemFrom(box, 0)?.dataset.key ?? "", top: box.clientHeight };
  if (aim.at === "message") {
    const item = itemFrom(box, aim.seq);
    return item && { key: item.dataset.key ?? "", top: aim.top ?? middleFor(item, box) };
  }
  const line = box.querySelector(`[data-key="${NEW_LINE}"]`);
  const wanted = box.clientHeight / 4;
  return line !== null && topOf(line, box) < wanted ? { key: NEW_LINE, top: wanted } : null;
}

/** The message of that `seq`, or the next one. */
export const itemFrom = (box: HTMLElement, seq: number): HTMLElement | null =>
  [...box.querySelectorAll<HTMLElement>("[data-seq]")].find((it) => seqOf(it) >= seq) ?? null;

/** Where an item's top is when it stands in the middle; the top of what is too long for that is shown. */
const middleFor = (item: HTMLElement, box: HTMLElement) => Math.max(16, (box.clientHeight - item.offsetHeight) / 2);

export const topOf = (item: Element, box: Element) =>
  item.getBoundingClientRect().top - box.getBoundingClientRect().top;

export const itemOf = (box: HTMLElement, key: string): HTMLElement | null =>
  box.querySelector(`[data-key="${CSS.escape(key)}"]`);

const seqOf = (item: HTMLElement): number => Number(item.dataset.seq ?? 0);

/** What is on screen. */
export interface Visible {
  /** what to hold on to, best first: several, since one may be taken away */
  anchors: Anchor[];
  /** null: no message of the log */
  seen: Seen | null;
  isLine: boolean;
}

export function visibleIn(box: HTMLElement): Visible {
  const { top, bottom } = box.getBoundingClientRect();
  const [whole, partly]: [Anchor[], Anchor[]] = [[], []];
  const seqs: number[] = [];
  let isLine = false;
  const items = [...box.querySelectorAll<HTMLElement>("[data-key]")];
  for (const item of items) {
    const rect = item.getBoundingClientRect();
    if (rect.bottom <= top) continue;
    if (rect.top >= bottom) break;
    // It may go on to another place: nothing is held on to it.
    if (item.dataset.key === NEW_LINE) {
      isLine = true;
      continue;
    }
    const seq = item.dataset.seq === undefined ? undefined : seqOf(item);
    // What reaches above the screen may grow there, and the first of all loses its author's name when older ones come before it.
    const isWhole = rect.top >= top && item !== items[0];
    (isWhole ? whole : partly).push({ key: item.dataset.key ?? "", top: rect.top - top, seq });
    if (seq !== undefined && rect.top < bottom - EDGE_PX) seqs.push(seq);
  }
  const anchors = [...whole, ...partly];
  const seen = seqs.length === 0 ? null : { from: seqs[0]!, to: seqs.at(-1)! };
  return { anchors, seen, isLine };
}

/** Where the reader stands, to come back to. */
export function placeOf(anchors: readonly Anchor[], atEnd: boolean): Aim {
  const first = anchors.find((it) => it.seq !== undefined);
  return atEnd || first?.seq === undefined ? { at: "end" } : { at: "message", seq: first.seq, top: first.top };
}

/** Of a message at the foot at least as much must be shown. */
const EDGE_PX = 8;

/** Whether somebody has selected something there: it must stay. */
export function isSelecting(box: HTMLElement | null): boolean {
  const selection = box && getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(box!, true);
}
