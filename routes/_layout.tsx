// Around every page, inside of the document: the reader's language and clock.

import { define } from "../lib/http/define.ts";
import { LanguageProvider } from "../lib/i18n/language.ts";
import { languageOf } from "../lib/pages/language.ts";

export default define.layout(function Reading({ Component, req, state }) {
  return (
    <LanguageProvider value={languageOf(req, state.running.deps.clock.now())}>
      <Component />
    </LanguageProvider>
  );
});
