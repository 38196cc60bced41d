// Keys of the whole window: Alt with an arrow goes to the conversation above or below, F6 to the next region, Esc back to the box.

import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Chat } from "../../lib/client/chat.ts";
import { type Target, targetKey, targetOf } from "../../lib/client/target.ts";

/** What F6 goes through. */
const REGIONS = ["[data-row][tabindex='0']", ".scroller", "#composer"];

export function useKeys(chat: Chat, open: Signal<Target | null>, go: (target: Target | null) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open]") !== null || event.isComposing) return;
      if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        const next = neighbour(chat, open.peek(), event.key === "ArrowDown" ? 1 : -1);
        if (next !== undefined) go(next);
      } else if (event.key === "F6") {
        event.preventDefault();
        nextRegion(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") document.querySelector<HTMLElement>("#composer")?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function neighbour(chat: Chat, open: Target | null, step: 1 | -1): Target | undefined {
  const targets = chat.conversations.list.peek().flatMap(({ entry }) => targetOf(entry) ?? []);
  const at = open === null ? -1 : targets.findIndex((it) => targetKey(it) === targetKey(open));
  return targets[at === -1 ? 0 : at + step];
}

function nextRegion(step: 1 | -1): void {
  const regions = REGIONS.map((it) => document.querySelector<HTMLElement>(it)).filter((it) => it !== null);
  const at = regions.findIndex((it) => it.contains(document.activeElement));
  regions.at((at + step) % regions.length)?.focus();
}
