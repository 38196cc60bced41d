// Searches messages, people and groups: a plain page, so that it works without a script and every search has an address.

import { type HandlerByMethod, page } from "fresh";
import { Notice } from "../../components/Notice.tsx";
import { SearchForm } from "../../components/pages/SearchForm.tsx";
import { SearchHits } from "../../components/pages/SearchHits.tsx";
import { Sheet } from "../../components/pages/Sheet.tsx";
import { define, type State } from "../../lib/http/define.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useText } from "../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../lib/pages/refusal.ts";
import { type Found, searchPage } from "../../lib/pages/search_page.ts";
import { typed } from "../../lib/pages/typed.ts";

interface Data {
  q: string;
  me: string;
  found?: Found;
  refusal?: Refusal;
}

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => {
    const q = typed(ctx.url, "q");
    const actor = personOf(ctx);
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    try {
      return page({ q, me: actor.userId, found: await searchPage(ctx.state.running.deps, actor, { q, cursor }) });
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ q, me: actor.userId, refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function Search({ data: { q, me, found, refusal } }) {
  const t = useText();
  return (
    <Sheet title={t.search.title}>
      <SearchForm q={q} label={t.search.label} placeholder={t.search.placeholder} />
      <p class="hint">{t.search.hint}</p>
      {refusal && <Notice bad text={refusal.message} />}
      {found && q !== "" && <SearchHits q={q} me={me} found={found} />}
    </Sheet>
  );
});
