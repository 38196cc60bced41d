// Which message is pointed at: by the mouse over it, by focus within it, by a long press. Arrow keys go from one to the next, Enter opens
// its menu.

import { useMemo } from "preact/hooks";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { find } from "../../../lib/client/around.ts";
import { longPress } from "../long_press.ts";
import { useThread } from "./thread_context.ts";

const messageAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(".message[data-id]") : null;

/** Handlers for the list of messages. */
export function usePointing() {
  const { pointed, menu, of } = useThread();
  return useMemo(() => {
    const openMenu = (item: HTMLElement) => {
      const state: Conversation | undefined = of.peek();
      const message = state && find(state, item.dataset.id ?? "");
      const at = item.querySelector<HTMLElement>(".bubble");
      if (message === undefined || at === null) return;
      pointed.value = message.id;
      menu.value = { message, at, kind: "all" };
    };
    const press = longPress(messageAt, openMenu);
    return {
      ...press.handlers,
      onPointerOver: (event: PointerEvent) => {
        const item = messageAt(event.target);
        if (event.pointerType !== "touch" && item !== null && menu.peek() === null) pointed.value = item.dataset.id!;
      },
      onPointerLeave: (event: PointerEvent) => {
        if (event.pointerType !== "touch" && menu.peek() === null) pointed.value = null;
      },
      onFocusIn: (event: FocusEvent) => {
        const item = messageAt(event.target);
        // A tap focuses what it hits, and means nothing by it.
        if (item !== null && event.target instanceof Element && event.target.matches(":focus-visible")) {
          pointed.value = item.dataset.id!;
        }
      },
      onContextMenu: (event: MouseEvent) => {
        // The browser's own menu would cover ours; a mouse keeps its own.
        if (press.isDown() || (event instanceof PointerEvent && event.pointerType === "touch")) {
          event.preventDefault();
        }
        // The key for it, on a message itself: there the browser's own would have nothing to offer.
        const item = messageAt(event.target);
        if (item === null || item !== event.target || event.button === 2) return;
        event.preventDefault();
        openMenu(item);
      },
      onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
        const item = messageAt(event.target);
        if (item === null || item !== event.target || event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === "Enter") openMenu(item);
        else if (!step(event.currentTarget, item, event.key)) return;
        event.preventDefault();
      },
    };
  }, []);
}

/** Focuses the message that the key leads to. @returns false if the key leads nowhere */
function step(list: HTMLElement, from: HTMLElement, key: string): boolean {
  const items = [...list.querySelectorAll<HTMLElement>(".message[data-id]")];
  const at = items.indexOf(from);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1 }[key];
  if (to === undefined) return false;
  items[Math.min(items.length - 1, Math.max(0, to))]?.focus();
  return true;
}
