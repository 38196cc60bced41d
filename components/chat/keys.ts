// Keys of the whole window: to any conversation, to the one above or below, to the next unread one, to the next region, back to the box;
// and what shows them all. `KeysDialog.tsx` lists them.

import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Chat } from "../../lib/client/chat.ts";
import { isComposing } from "../../lib/client/composition.ts";
import { inOrder, nearest, neighbour } from "../../lib/client/moving.ts";
import type { Target } from "../../lib/client/target.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { useText } from "../../lib/i18n/language.ts";
import { attention } from "../../lib/protocol/unread.ts";
import { isCommand } from "./command.ts";
import type { DialogName } from "./context.ts";
import { markRead } from "./marking.ts";

/** What F6 goes through, of what is on screen: on a phone the list and the thread are never there together. */
const REGIONS = ["[data-row][tabindex='0']", ".scroller", "#composer"];

interface Going {
  chat: Chat;
  open: Signal<Target | null>;
  go: (target: Target | null) => void;
  ask: (dialog: DialogName) => void;
}

export function useKeys(on: Going): void {
  const t = useText();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return;
      const run = actionOf(event, on, t);
      // Whatever a dialog does with a key, the browser's own meaning of it would take one away from here.
      if (run !== undefined && event.key !== "Escape") event.preventDefault();
      if (document.querySelector("dialog[open]") === null) run?.();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function actionOf(event: KeyboardEvent, on: Going, t: Dictionary): (() => void) | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isCtrl = isCommand(event);
  const isPlain = !ctrlKey && !metaKey && !altKey;
  if (isCtrl && !shiftKey && key.toLowerCase() === "k") return () => on.ask("switcher");
  if ((isPlain && key === "?" && !isField(event.target)) || (isCtrl && key === "/")) return () => on.ask("keys");
  if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
    const step = key === "ArrowDown" ? 1 : -1;
    return () => shiftKey ? toUnread(on, step, t) : toNeighbour(on, step);
  }
  if (key === "F6") return () => nextRegion(shiftKey ? -1 : 1);
  if (isPlain && key === "Escape") return () => back(on);
}

/** Where a character is one that is written. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

function toNeighbour({ chat, open, go }: Going, step: 1 | -1): void {
  const target = neighbour(inOrder(chat.conversations.list.peek()), open.peek(), step);
  if (target !== undefined) go(target);
}

function toUnread({ chat, open, go }: Going, step: 1 | -1, t: Dictionary): void {
  const list = inOrder(chat.conversations.list.peek());
  const target = nearest(list, open.peek(), step, ({ entry }) => attention(entry).unread);
  if (target === undefined) chat.notices.say(t.goUnread.none);
  else go(target);
}

/** All of the open conversation is read, whether or not it was on screen; and one can write. */
function back({ chat, open }: Going): void {
  document.querySelector<HTMLElement>("#composer")?.focus();
  const target = open.peek();
  const entry = target === null ? undefined : chat.conversations.at(target)?.entry;
  if (entry === undefined) return;
  markRead(chat, entry).catch(() => {});
}

function nextRegion(step: 1 | -1): void {
  const regions = REGIONS.map((it) => document.querySelector<HTMLElement>(it)).filter((it) => it?.checkVisibility());
  const at = regions.findIndex((it) => it?.contains(document.activeElement));
  regions.at((at + step) % regions.length)?.focus();
}
