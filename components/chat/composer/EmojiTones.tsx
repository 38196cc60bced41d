// The foot of the picker: what the emoji that is pointed at is called, and in which tone hands and people come.

import type { Signal } from "@preact/signals";
import { type Emoji, toned, TONES } from "../../../lib/client/emoji/emoji.ts";
import { useText } from "../../../lib/i18n/language.ts";

interface TonesProps {
  tone: Signal<string>;
  looked: Signal<Emoji | undefined>;
  onChosen: (tone: string) => void;
}

export function EmojiTones({ tone, looked, onChosen }: TonesProps) {
  const t = useText();
  return (
    <div class="emoji-foot">
      <Looked looked={looked} />
      <fieldset class="emoji-tones">
        <legend class="sr">{t.emoji.tone}</legend>
        {["", ...TONES].map((it, i) => (
          <label key={it} title={t.emoji.tones[i]}>
            <input
              type="radio"
              class="sr"
              name="emoji-tone"
              aria-label={t.emoji.tones[i]}
              checked={tone.value === it}
              onChange={() => onChosen(it)}
            />
            <span aria-hidden="true">{toned("✋", it)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** Apart from the tones, so that pointing renders nothing else. */
function Looked({ looked }: { looked: Signal<Emoji | undefined> }) {
  const it = looked.value;
  return (
    <span class="emoji-looked">
      {it && (
        <>
          <b>{it.label}</b>
          <span>:{it.names[0]}:</span>
        </>
      )}
    </span>
  );
}
