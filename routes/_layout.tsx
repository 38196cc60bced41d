// Around every page, inside of the document: the reader's language and clock.

import { define } from "../lib/http/define.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { ReadingProvider } from "../lib/i18n/language.ts";
import { languageOf } from "../lib/pages/language.ts";

export default define.layout(function Reading({ Component, req, state }) {
  const reader = languageOf({ req, state });
  return (
    <ReadingProvider value={{ reader, words: dictionaryOf(reader.locale) }}>
      <Component />
    </ReadingProvider>
  );
});
