// The gallery of components, for developers: it is there with `DEVELOPMENT=on` alone, which `deno task dev` has. Everywhere else it is
// not found. The reader's language, or the one that the address names.

import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { Gallery } from "../../components/dev/Gallery.tsx";
import { define } from "../../lib/http/define.ts";
import { dictionaryOf } from "../../lib/i18n/dictionaries.ts";
import { directionOf } from "../../lib/i18n/direction.ts";
import { ReadingProvider } from "../../lib/i18n/language.ts";
import { PSEUDO_LOCALES } from "../../lib/i18n/pseudo.ts";
import { languageOf } from "../../lib/pages/language.ts";

const LOCALES = ["en", "zh-CN", ...PSEUDO_LOCALES];

export const handlers = define.handlers({
  GET: (ctx) => {
    if (!ctx.state.running.config.development) throw new HttpError(404);
    return page();
  },
});

export default define.page(function Components({ req, state, url }) {
  const reader = languageOf({ req, state });
  const locale = LOCALES.find((it) => it === url.searchParams.get("locale")) ?? reader.locale;
  return (
    <ReadingProvider value={{ reader: { ...reader, locale }, words: dictionaryOf(locale) }}>
      <Head>
        <title>Components · Parley</title>
        <link rel="stylesheet" href={asset("/css/gallery.css")} />
      </Head>
      <main class="gallery" lang={locale} dir={directionOf(locale)}>
        <h1>Components</h1>
        <nav class="exhibit-row" aria-label="Languages">
          {LOCALES.map((it) => (
            <a key={it} class="button small" href={`/dev/components?locale=${it}`} aria-current={it === locale}>{it}</a>
          ))}
        </nav>
        <Gallery />
      </main>
    </ReadingProvider>
  );
});
