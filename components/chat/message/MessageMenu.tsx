// Everything one may do with a message: beside it, on a phone a sheet at the foot. Arrows move, Esc closes, and focus goes back.

import "../LiveChat.tsx"; // see `lazy.tsx`
import { Plus } from "../../icons.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useText } from "../../../lib/i18n/language.ts";
import { MenuItem } from "../../MenuItem.tsx";
import { useChat } from "../context.ts";
import { useMenuItems } from "./menu_items.ts";
import { placeBeside } from "../popover.ts";
import { roveOver } from "../rove.ts";
import { type OpenMenu, useThread } from "../thread/thread_context.ts";
import { useAttempt } from "../use_attempt.ts";

const QUICK = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

export function MessageMenu({ open }: { open: OpenMenu }) {
  const t = useText();
  const { menu } = useThread();
  const { items, rights } = useMenuItems(open.message);
  const box = useMenuBox(open);
  const close = () => menu.value = null;
  return (
    // A dialog, since a press that is still held would close a popover when it ends.
    <dialog
      ref={box}
      class="menu"
      aria-label={t.act.toolbar}
      onCancel={(event) => (event.preventDefault(), close())}
      onClose={close}
      onClick={(event) => event.target === box.current && close()}
    >
      <div role="menu" aria-label={t.act.toolbar} onKeyDown={roveOver("[role^=menuitem]", "both")}>
        {rights.react && <QuickEmoji open={open} onPicked={close} />}
        {open.kind === "all" && items.map(({ run, ...item }) => (
          <MenuItem
            key={item.label}
            {...item}
            onPick={() => {
              close();
              // What it opens or focuses comes after focus has gone back.
              queueMicrotask(run);
            }}
          />
        ))}
      </div>
    </dialog>
  );
}

/** Shows it in its place; gives focus back to what it was opened from. */
function useMenuBox(open: OpenMenu) {
  const { pointed } = useThread();
  const box = useRef<HTMLDialogElement>(null);
  // Before any key can come, as every dialog (`use_modal.ts`).
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    dialog.showModal();
    placeBeside(dialog, open.at);
    dialog.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
    return () => {
      // As long as it is open nothing outside of it takes focus.
      dialog.close();
      const message = document.getElementById(`m-${open.message.id}`);
      const opener = open.at.isConnected && open.at.matches("button") ? open.at : message;
      opener?.focus({ preventScroll: true });
      if (!message?.matches(":hover, :focus-within")) pointed.value = null;
    };
  }, [open]);
  return box;
}

function QuickEmoji({ open: { message, at }, onPicked }: { open: OpenMenu; onPicked: () => void }) {
  const t = useText();
  const { chat } = useChat();
  const { picking } = useThread();
  const attempt = useAttempt();
  const give = (emoji: string) => void attempt(() => chat.actions.react(message, emoji), t.undone.react);
  return (
    <div class="menu-emoji" role="group" aria-label={t.act.react}>
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          role="menuitemcheckbox"
          aria-checked={message.my_reactions?.includes(emoji) ?? false}
          aria-label={t.act.reactWith(emoji)}
          tabIndex={-1}
          onClick={() => {
            onPicked();
            give(emoji);
          }}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        role="menuitem"
        aria-label={t.emoji.more}
        aria-haspopup="dialog"
        title={t.emoji.more}
        tabIndex={-1}
        onClick={() => {
          onPicked();
          // It takes focus after the menu has given it back.
          queueMicrotask(() => picking.value = { at, pick: give });
        }}
      >
        <Plus aria-hidden="true" />
      </button>
    </div>
  );
}
