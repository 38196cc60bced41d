// What is shown when a page could not be: a sentence and the way back.

import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { SearchX, TriangleAlert } from "../components/icons.ts";
import { define } from "../lib/http/define.ts";
import { languageOf } from "../lib/pages/language.ts";
import { toldOf } from "../lib/pages/refusal.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";

export default define.page(function ErrorPage({ error, req, state }) {
  const t = dictionaryOf(languageOf({ req, state }).locale);
  const status = error instanceof HttpError ? error.status : 500;
  const isMissing = status === 404;
  const text = isMissing ? t.error.notFoundText : toldOf(error, t);
  const title = isMissing ? t.error.notFound : t.error.title;
  return (
    <main class="oops">
      <Head>
        <title>{`${title} · ${t.app.name}`}</title>
      </Head>
      <div class="empty">
        {isMissing ? <SearchX aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
        <h1>{title}</h1>
        <p>{text}</p>
        <div class="choices">
          {!isMissing && <a class="button primary" href="">{t.thread.again}</a>}
          <a class="button" href="/">{t.error.home}</a>
        </div>
      </div>
    </main>
  );
});
