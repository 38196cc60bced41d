// A search field with its button, as a plain form of the page it stands on.

import { useText } from "../../lib/i18n/language.ts";

interface SearchFormProps {
  q: string;
  label: string;
  placeholder: string;
}

export function SearchForm({ q, label, placeholder }: SearchFormProps) {
  const t = useText();
  return (
    <form class="search-form" method="get" role="search">
      <input class="input" type="search" name="q" value={q} aria-label={label} placeholder={placeholder} />
      <button type="submit" class="button primary">{t.search.submit}</button>
    </form>
  );
}
