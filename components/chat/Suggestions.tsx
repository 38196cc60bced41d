// The list of people to mention, above the box. Focus stays in the box, which says which one is chosen.

import { useText } from "../../lib/i18n/language.ts";
import { Avatar } from "../Avatar.tsx";
import type { SuggestionState } from "./use_suggestions.ts";

export function Suggestions({ of: { shown, at, pick } }: { of: SuggestionState }) {
  const t = useText();
  if (shown.length === 0) return null;
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label={t.composer.suggestions}>
      {shown.map((suggestion, i) => (
        <li
          key={suggestion.username}
          id={`suggestion-${i}`}
          role="option"
          aria-selected={i === at}
          // Before the box loses focus, and the list with it.
          onPointerDown={(event) => {
            event.preventDefault();
            pick(suggestion);
          }}
        >
          <Avatar
            id={suggestion.id ?? suggestion.username}
            name={suggestion.id === undefined ? "@" : suggestion.name}
            kind={suggestion.id === undefined ? "group" : "person"}
            picture={suggestion.picture}
            size="small"
          />
          <b>{suggestion.name}</b>
          <span>@{suggestion.username}</span>
        </li>
      ))}
    </ul>
  );
}
