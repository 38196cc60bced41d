// The picker of emoji: those used lately, the groups, a search in the reader's language and in English. Beside what it is for, on a phone
// a sheet at the foot. Loaded when it is first opened, and the emoji with it.

import "../LiveChat.tsx"; // see `lazy.tsx`
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { isComposing } from "../../../lib/client/composition.ts";
import type { Emoji } from "../../../lib/client/emoji/emoji.ts";
import { EmojiHabits } from "../../../lib/client/emoji/habits.ts";
import { emojiOf } from "../../../lib/client/emoji/table.ts";
import { localStorageOf } from "../../../lib/client/storage.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useModal } from "../../use_modal.ts";
import { isTouch } from "./Composer.tsx";
import { useChat } from "../context.ts";
import { EmojiShelves } from "./EmojiShelves.tsx";
import { EmojiTones } from "./EmojiTones.tsx";
import { LoadedView } from "../LoadedView.tsx";
import { placeBeside } from "../popover.ts";
import { type Picking, useThread } from "../thread/thread_context.ts";
import { Toasts } from "../Toasts.tsx";
import { useLoaded } from "../use_loaded.ts";

export function EmojiPicker({ open }: { open: Picking }) {
  const t = useText();
  const { locale } = useReader();
  const { chat } = useChat();
  const { picking } = useThread();
  const box = useRef<HTMLDialogElement>(null);
  const close = () => picking.value = null;
  const modal = useModal(box, close);
  const all = useLoaded(() => emojiOf(locale), locale);
  const habits = useMemo(() => new EmojiHabits(localStorageOf(chat.me.id)), []);
  const query = useSignal("");
  const tone = useSignal(habits.tone);
  const looked = useSignal<Emoji | undefined>(undefined);
  useEffect(() => {
    if (box.current === null) return;
    placeBeside(box.current, open.at);
    // On a touch screen the keyboard would cover what there is to pick.
    if (isTouch()) box.current.focus();
  }, []);
  const pick = (emoji: string) => {
    habits.used(emoji);
    close();
    // What it is for takes focus after it has gone back.
    queueMicrotask(() => open.pick(emoji));
  };
  return (
    <dialog
      ref={box}
      class="menu emoji-picker"
      aria-label={t.emoji.title}
      tabIndex={-1}
      {...modal}
      onClick={(event) => event.target === box.current && close()}
    >
      <input
        type="search"
        class="emoji-search"
        aria-label={t.emoji.search}
        placeholder={t.emoji.search}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        autofocus={!isTouch()}
        onInput={(event) => query.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (isComposing(event) || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
          event.preventDefault();
          const first = box.current?.querySelector<HTMLElement>("[role=gridcell] button");
          if (event.key === "ArrowDown") first?.focus();
          else if (query.peek().trim() !== "") first?.click();
        }}
      />
      <LoadedView of={all}>
        {(all) => (
          <EmojiShelves all={all} recent={habits.recent} query={query} tone={tone} looked={looked} pick={pick} />
        )}
      </LoadedView>
      <EmojiTones tone={tone} looked={looked} onChosen={(chosen) => habits.tone = tone.value = chosen} />
      <Toasts inside={box} />
    </dialog>
  );
}
