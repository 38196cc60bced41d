// Opens the picker of emoji for the box; the picked one stands where the caret was.

import { Smile } from "../../icons.ts";
import type { RefObject } from "preact";
import { useText } from "../../../lib/i18n/language.ts";
import { insert, selectionOf } from "./insert.ts";
import { useThread } from "../thread/thread_context.ts";

export function EmojiButton({ box }: { box: RefObject<HTMLTextAreaElement> }) {
  const t = useText();
  const { picking } = useThread();
  const put = (emoji: string) => {
    if (box.current === null) return;
    const { start, end } = selectionOf(box.current);
    const caret = start + emoji.length;
    insert(box.current, { start, end, insert: emoji, select: [caret, caret] });
  };
  return (
    <button
      type="button"
      class="icon-button needs-script"
      aria-label={t.emoji.insert}
      aria-haspopup="dialog"
      title={t.emoji.insert}
      onClick={(event) => picking.value = { at: event.currentTarget, pick: put }}
    >
      <Smile aria-hidden="true" />
    </button>
  );
}
