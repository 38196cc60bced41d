// Words that would fill several screens: folded, so that the conversation around them stays in sight. What one reads stays where it is
// when they are unfolded, and the button when they are folded again. Without a script all of it is shown.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useText } from "../../../lib/i18n/language.ts";

const MANY_CHARACTERS = 3_000;
const MANY_LINES = 50;

export const isLong = (content: string): boolean =>
  content.length > MANY_CHARACTERS || content.split("\n", MANY_LINES + 1).length > MANY_LINES;

export function LongText({ children }: { children: ComponentChildren }) {
  const t = useText();
  const text = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = useSignal(false);
  const before = useRef<number | null>(null);
  const fixed = (opening: boolean) => (opening ? text : button).current;
  const topOf = (it: HTMLElement | null) => it?.getBoundingClientRect().top ?? 0;

  const set = (opening: boolean) => {
    if (opening === isOpen.peek()) return;
    before.current = topOf(fixed(opening));
    isOpen.value = opening;
  };
  useLayoutEffect(() => {
    const scroller = text.current?.closest(".scroller");
    if (before.current === null || !scroller) return;
    scroller.scrollTop += topOf(fixed(isOpen.peek())) - before.current;
    before.current = null;
  }, [isOpen.value]);
  return (
    <>
      <span class={isOpen.value ? "text long open" : "text long"} dir="auto" ref={text} onFocusIn={() => set(true)}>
        {children}
      </span>
      <button
        type="button"
        class="text-more needs-script"
        ref={button}
        aria-expanded={isOpen.value}
        onClick={() => set(!isOpen.peek())}
      >
        {isOpen.value ? t.text.less : t.text.more}
      </button>
    </>
  );
}
