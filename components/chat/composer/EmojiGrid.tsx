// Emoji in rows of eight. Tab comes to one of them; arrows go around, Home and End to the ends of a row, with Ctrl to those of all.

import type { Signal } from "@preact/signals";
import { type Emoji, toned } from "../../../lib/client/emoji/emoji.ts";

const COLUMNS = 8;

interface GridProps {
  label: string;
  emoji: readonly Emoji[];
  tone: string;
  looked: Signal<Emoji | undefined>;
  pick: (emoji: string) => void;
}

export function EmojiGrid({ label, emoji, tone, looked, pick }: GridProps) {
  const rows = Array.from(
    { length: Math.ceil(emoji.length / COLUMNS) },
    (_, i) => emoji.slice(i * COLUMNS, (i + 1) * COLUMNS),
  );
  return (
    <div class="emoji-grid" role="grid" aria-label={label} onKeyDown={move} onFocusIn={stopHere}>
      {rows.map((row, i) => (
        <div key={i} role="row">
          {row.map((it, j) => {
            const shown = it.hasTones ? toned(it.emoji, tone) : it.emoji;
            return (
              <span key={it.emoji} role="gridcell">
                <button
                  type="button"
                  aria-label={it.label}
                  tabIndex={i + j === 0 ? 0 : -1}
                  onFocus={() => looked.value = it}
                  onPointerEnter={() => looked.value = it}
                  onClick={() => pick(shown)}
                >
                  {shown}
                </button>
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}

type InGrid<E extends Event> = E & { currentTarget: HTMLElement };

const buttonsOf = (grid: HTMLElement) => [...grid.querySelectorAll<HTMLElement>("button")];

/** Tab comes back to where one was. Not by rendering: there are hundreds of them, and one moves with every key. */
function stopHere({ currentTarget, target }: InGrid<FocusEvent>): void {
  for (const it of currentTarget.querySelectorAll<HTMLElement>("[tabindex='0']")) it.tabIndex = -1;
  if (target instanceof HTMLElement) target.tabIndex = 0;
}

function move(event: InGrid<KeyboardEvent>): void {
  const grid = event.currentTarget;
  const buttons = buttonsOf(grid);
  const at = buttons.findIndex((it) => it === document.activeElement);
  const to = placeAfter(event, at, buttons.length - 1, getComputedStyle(grid).direction === "rtl" ? -1 : 1);
  if (to === undefined || at < 0) return;
  event.preventDefault();
  // Up from the first row is back to the search.
  if (to < 0) grid.closest("dialog")?.querySelector<HTMLElement>("input")?.focus();
  else buttons[Math.min(to, buttons.length - 1)]?.focus();
}

/** @returns undefined: the key leads nowhere; negative: out of the grid, upwards */
function placeAfter({ key, ctrlKey }: KeyboardEvent, at: number, last: number, forward: 1 | -1): number | undefined {
  const rowStart = at - at % COLUMNS;
  switch (key) {
    case "ArrowRight":
      return Math.max(0, at + forward);
    case "ArrowLeft":
      return Math.max(0, at - forward);
    case "ArrowDown":
      return at + COLUMNS;
    case "ArrowUp":
      return at - COLUMNS;
    case "Home":
      return ctrlKey ? 0 : rowStart;
    case "End":
      return ctrlKey ? last : Math.min(last, rowStart + COLUMNS - 1);
  }
}
