// Where messages are written. Enter sends, Shift+Enter breaks the line; never while an input method composes; on a touch screen Enter
// breaks the line. Without a script it is a plain form.

import { Check, Paperclip, SendHorizontal } from "../../icons.ts";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useText } from "../../../lib/i18n/language.ts";
import { filesPasted, useAttaching } from "./attaching.ts";
import { useBlocking } from "../people/blocking.ts";
import { useBoxKeys } from "./box_keys.ts";
import { ComposerAbout } from "./ComposerAbout.tsx";
import { useChat } from "../context.ts";
import { EmojiButton } from "./EmojiButton.tsx";
import { lazy } from "../lazy.tsx";
import { FormatHint } from "./FormatHint.tsx";
import { hrefOf } from "../paths.ts";
import { useSilence } from "./silence.ts";
import { useThread } from "../thread/thread_context.ts";
import { useSubmit } from "./use_submit.ts";
import { useSuggestions } from "./use_suggestions.ts";

interface ComposerProps {
  name: string;
  /** a client_id made by the server, for the plain form */
  formId: string;
  /** a new message is on its way */
  onSent: () => void;
}

const Suggestions = lazy(async () => (await import("./suggesting.ts")).Suggestions);
const TrayFiles = lazy(async () => (await import("./outgoing_parts.ts")).TrayFiles);

const encoder = new TextEncoder();

export function Composer(props: ComposerProps) {
  const silence = useSilence();
  const { target, of } = useThread();
  const { isBlocked, unblock } = useBlocking(target.id, of.value);
  const t = useText();
  if (silence === undefined) return <Box {...props} />;
  return (
    <div class="silent" role="note">
      <p>{silence}</p>
      {isBlocked && <button type="button" class="button needs-script" onClick={unblock}>{t.person.unblock}</button>}
    </div>
  );
}

function Box({ name, formId, onSent }: ComposerProps) {
  const t = useText();
  const { chat } = useChat();
  const { target, where } = useThread();
  const box = useRef<HTMLTextAreaElement>(null);
  const about = chat.composing.get(where);
  const edit = about?.kind === "edit" ? about : undefined;
  const text = edit?.text ?? chat.drafts.get(where);
  const over = bytesOver(text, chat.limits.messageBytes);
  const files = chat.goingOut.tray.get(where);
  const hasFiles = edit === undefined && chat.goingOut.hasFiles(where);
  const canSend = (text.trim() !== "" || hasFiles) && over <= 0 && edit?.isSaving !== true;
  const submit = useSubmit(box, onSent);
  const suggestions = useSuggestions(box);
  const attach = useAttaching();
  const onKeyDown = useBoxKeys(box, suggestions, submit);
  useCaret(box, text);
  useLayoutEffect(() => grow(box.current), [text, where]);
  useEffect(() => {
    // On a touch screen the keyboard would jump up over what was to be read.
    if (!isTouch()) box.current?.focus({ preventScroll: true });
  }, [where]);

  const label = edit ? t.composer.editing : t.composer.label(name);
  const action = edit ? t.composer.save : t.composer.send;
  return (
    <form
      class="composer"
      method="post"
      action={hrefOf(target)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input type="hidden" name="client_id" value={formId} />
      {suggestions.shown.length > 0 && <Suggestions of={suggestions} />}
      {about && <ComposerAbout about={about} />}
      {edit === undefined && files.length > 0 && <TrayFiles />}
      {edit === undefined && <AttachButton onFiles={attach} />}
      <label class="sr" for="composer">{label}</label>
      <textarea
        id="composer"
        name="content"
        ref={box}
        rows={1}
        dir="auto"
        enterkeyhint={undefined}
        placeholder={t.composer.placeholder(name)}
        title={t.composer.hint}
        value={text}
        readOnly={edit?.isSaving}
        aria-autocomplete="list"
        aria-controls={suggestions.shown.length > 0 ? "suggestions" : undefined}
        aria-activedescendant={suggestions.shown.length > 0 ? `suggestion-${suggestions.at}` : undefined}
        onInput={(event) => {
          const { value } = event.currentTarget;
          if (edit) chat.composing.write(where, value);
          else chat.drafts.set(where, value);
          if (!edit && value.trim() !== "") chat.isTyping(target);
          suggestions.look(event);
        }}
        onClick={() => suggestions.look()}
        onBlur={suggestions.close}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = edit ? [] : filesPasted(event);
          if (pasted.length === 0) return suggestions.paste(event);
          event.preventDefault();
          void attach(pasted);
        }}
      />
      <EmojiButton box={box} />
      <button type="submit" class={`icon-button send ${canSend ? "" : "idle"}`} aria-label={action} title={action}>
        {edit ? <Check aria-hidden="true" /> : <SendHorizontal class="flip" aria-hidden="true" />}
      </button>
      <FormatHint />
      {over > 0 && <p class="too-long" role="alert">{t.composer.tooLong(over)}</p>}
    </form>
  );
}

function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => Promise<void> }) {
  const t = useText();
  return (
    <label class="icon-button attach needs-script" title={t.files.attach}>
      <Paperclip aria-hidden="true" />
      <span class="sr">{t.files.attach}</span>
      <input
        type="file"
        multiple
        onChange={(event) => {
          const files = [...event.currentTarget.files ?? []];
          event.currentTarget.value = "";
          void onFiles(files);
        }}
      />
    </label>
  );
}

/** Bytes beyond the most that one message may have; counted only where the length leaves it open. */
export const bytesOver = (text: string, most: number): number =>
  text.length * 3 > most ? encoder.encode(text).length - most : 0;

export const isTouch = () => matchMedia("(pointer: coarse)").matches;

/** A text that changed from elsewhere (a draft of another device) leaves the caret where it was, counted from the end. */
function useCaret(box: { current: HTMLTextAreaElement | null }, text: string): void {
  const it = box.current;
  const fromEnd = it !== null && it.value !== text && document.activeElement === it
    ? it.value.length - it.selectionStart
    : null;
  useLayoutEffect(() => {
    if (fromEnd === null || box.current === null) return;
    const at = Math.max(0, text.length - fromEnd);
    box.current.setSelectionRange(at, at);
  }, [text]);
}

function grow(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
