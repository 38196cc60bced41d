// A picture of oneself or of a group, and choosing or, once that was asked, removing it: without a form. Without a script it is only shown.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ApiError } from "../lib/client/http.ts";
import { isOwn } from "../lib/client/files/kinds.ts";
import { useText } from "../lib/i18n/language.ts";
import { Avatar } from "./Avatar.tsx";
import { Confirm } from "./Confirm.tsx";

interface PictureChoiceProps {
  id: string;
  name: string;
  kind?: "person" | "group";
  picture: string;
  /** @param url "" for none */
  save: (url: string) => Promise<unknown>;
  /** why it was not saved, as a sentence */
  reason: (error: unknown) => string;
}

export function PictureChoice({ id, name, kind, picture, save, reason }: PictureChoiceProps) {
  const t = useText();
  const shown = useSignal(picture);
  const said = useSignal<{ text: string; isBad: boolean }>({ text: "", isBad: false });
  const isSaving = useSignal(false);
  const isAsking = useSignal(false);
  const chooser = useRef<HTMLInputElement>(null);
  const change = async (make: () => Promise<string>, done: string) => {
    if (isSaving.peek()) return;
    isSaving.value = true;
    said.value = { text: t.picture.saving, isBad: false };
    try {
      const url = await make();
      await save(url);
      shown.value = url;
      said.value = { text: done, isBad: false };
    } catch (error) {
      const isUnreadable = error instanceof ApiError && error.code === "unreadable";
      said.value = { text: isUnreadable ? t.picture.unreadable : reason(error), isBad: true };
    }
    isSaving.value = false;
  };
  const has = isOwn(shown.value);
  const endAsking = () => {
    isAsking.value = false;
    // With the picture goes the button that focus would come back to.
    requestAnimationFrame(() => !isOwn(shown.peek()) && chooser.current?.focus());
  };
  return (
    <div class="picture-choice">
      <Avatar key={shown.value} id={id} name={name} kind={kind} picture={shown.value} size="large" />
      <div class="needs-script" role="group" aria-label={t.picture.label}>
        <label class="button small">
          {has ? t.picture.change : t.picture.choose}
          <input
            ref={chooser}
            type="file"
            accept="image/*"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              if (file !== undefined) void change(() => upload(file), t.picture.saved);
            }}
          />
        </label>
        {has && (
          <button type="button" class="button small quiet" onClick={() => isAsking.value = true}>
            {t.picture.remove}
          </button>
        )}
        <p class={said.value.isBad ? "why" : "hint"} role="status">{said.value.text || t.picture.hint}</p>
        {isAsking.value && (
          <Confirm
            title={t.picture.confirm}
            text={t.picture.confirmText}
            action={t.picture.remove}
            onConfirm={() => change(() => Promise.resolve(""), t.picture.removed)}
            onClose={endAsking}
          />
        )}
      </div>
    </div>
  );
}

const upload = async (file: File): Promise<string> =>
  await (await import("../lib/client/files/picture.ts")).uploadPicture(file);
