// Where messages are written. Enter sends, Shift+Enter breaks the line; never while an input method composes; on a touch screen Enter
// breaks the line. Without a script it is a plain form.

import { SendHorizontal } from "lucide-preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Target, targetKey } from "../../lib/client/target.ts";
import { useText } from "../../lib/i18n/language.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import { useChat } from "./context.ts";
import { hrefOf } from "./paths.ts";

interface ComposerProps {
  target: Target;
  name: string;
  /** a client_id made by the server, for the plain form */
  formId: string;
}

const encoder = new TextEncoder();

export function Composer({ target, name, formId }: ComposerProps) {
  const t = useText();
  const { chat } = useChat();
  const box = useRef<HTMLTextAreaElement>(null);
  const where = targetKey(target);
  const text = chat.drafts.get(where);
  const over = text.length * 3 > DEFAULT_LIMITS.messageBytes
    ? encoder.encode(text).length - DEFAULT_LIMITS.messageBytes
    : 0;
  const canSend = text.trim() !== "" && over <= 0;

  useLayoutEffect(() => grow(box.current), [text, where]);
  useEffect(() => {
    // On a touch screen the keyboard would jump up over what was to be read.
    if (!isTouch()) box.current?.focus({ preventScroll: true });
  }, [where]);

  const send = () => {
    // What is in the box counts, even if this render does not know of it yet.
    const written = box.current?.value ?? text;
    if (written.trim() === "" || over > 0) return;
    chat.write(target, written.trim());
    box.current?.focus();
  };
  return (
    <form
      class="composer"
      method="post"
      action={hrefOf(target)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <input type="hidden" name="client_id" value={formId} />
      <label class="sr" for="composer">{t.composer.label(name)}</label>
      <textarea
        id="composer"
        name="content"
        ref={box}
        rows={1}
        required
        dir="auto"
        enterkeyhint={undefined}
        placeholder={t.composer.placeholder(name)}
        title={t.composer.hint}
        value={text}
        onInput={(event) => {
          chat.drafts.set(where, event.currentTarget.value);
          if (event.currentTarget.value.trim() !== "") chat.isTyping(target);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || isComposing(event) || isTouch()) return;
          event.preventDefault();
          send();
        }}
      />
      <button
        type="submit"
        class={`icon-button send ${canSend ? "" : "idle"}`}
        aria-label={t.composer.send}
        title={t.composer.send}
      >
        <SendHorizontal class="flip" aria-hidden="true" />
      </button>
      {over > 0 && <p class="too-long" role="alert">{t.composer.tooLong(over)}</p>}
    </form>
  );
}

/** 229 is what Safari says for the Enter that ends a composition. */
const isComposing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229;

const isTouch = () => matchMedia("(pointer: coarse)").matches;

function grow(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
