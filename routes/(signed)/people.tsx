// Finds people to write to, for browsers without a script; with one, the chat has a dialog for it.

import { type HandlerByMethod, page } from "fresh";
import { PersonLine } from "../../components/Person.tsx";
import { SearchForm } from "../../components/pages/SearchForm.tsx";
import { Sheet } from "../../components/pages/Sheet.tsx";
import { define, type State } from "../../lib/http/define.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { UserView } from "../../lib/protocol/views.ts";
import * as people from "../../lib/services/people.ts";

interface Data {
  q: string;
  found: UserView[];
}

const SHOWN = 50;

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => {
    const { deps } = ctx.state.running;
    const actor = personOf(ctx);
    // Whoever looks for what no database can store finds nobody.
    const q = (ctx.url.searchParams.get("q") ?? "").replaceAll("\0", "").trim().slice(0, 256).toWellFormed();
    const found = q === ""
      ? (await people.contacts(deps, actor, { limit: SHOWN })).contacts
      : await people.search(deps, actor, { q, limit: SHOWN });
    return page({ q, found: found.filter((it) => it.id !== actor.userId) });
  },
};

export default define.page<typeof handlers>(function People({ data: { q, found } }) {
  const t = useText();
  return (
    <Sheet title={t.people.title}>
      <SearchForm q={q} label={t.people.search} placeholder={t.people.placeholder} />
      {found.length === 0 && <p class="card empty">{q === "" ? t.people.nobody : t.people.none}</p>}
      {found.length > 0 && (
        <div class="card">
          <ul class="people">
            {found.map((person) => (
              <li key={person.id}>
                <a class="person" href={`/u/${person.id}`}>
                  <PersonLine person={person} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
});
