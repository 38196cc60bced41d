// The list of what could be meant, above the box. Focus stays in the box, which says which one is chosen.

import { useText } from "../../../lib/i18n/language.ts";
import { Avatar } from "../../Avatar.tsx";
import type { SuggestionState } from "./use_suggestions.ts";

export function Suggestions({ of: { kind, shown, at, pick } }: { of: SuggestionState }) {
  const t = useText();
  const label = kind === "emoji" ? t.emoji.suggestions : t.composer.suggestions;
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label={label}>
      {shown.map((suggestion, i) => (
        <li
          key={suggestion.key}
          id={`suggestion-${i}`}
          ref={i === at ? (option) => option?.scrollIntoView({ block: "nearest" }) : null}
          role="option"
          aria-selected={i === at}
          // Before the box loses focus, and the list with it.
          onPointerDown={(event) => {
            event.preventDefault();
            pick(suggestion);
          }}
        >
          {suggestion.sign && <Avatar {...suggestion.sign} size="small" />}
          {suggestion.emoji && <span class="suggested-emoji" aria-hidden="true">{suggestion.emoji}</span>}
          <b>{suggestion.title}</b>
          <span>{suggestion.detail}</span>
        </li>
      ))}
    </ul>
  );
}
