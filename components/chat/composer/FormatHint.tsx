// How words are made bold and so on, above the box while something is written at a desk. It takes no room: beside who is typing.

import { useText } from "../../../lib/i18n/language.ts";

export function FormatHint() {
  const { format: f } = useText();
  return (
    <p class="format-hint" aria-hidden="true">
      <b>**{f.bold}**</b>
      <i>*{f.italic}*</i>
      <code>`{f.code}`</code>
      <span>&gt; {f.quote}</span>
    </p>
  );
}
