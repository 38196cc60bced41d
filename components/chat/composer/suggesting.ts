// What is suggested while one types, of either kind, and the list that shows it: a script of its own, which comes with the first @ or
// colon that could begin something.

import "../LiveChat.tsx"; // see `lazy.tsx`

export { emojiSuggestions } from "./suggest_emoji.ts";
export { suggestPeople } from "./suggest_people.ts";
export { Suggestions } from "./Suggestions.tsx";
