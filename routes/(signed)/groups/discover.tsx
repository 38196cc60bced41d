// Groups that anybody may join: found by name, joined by a plain form.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Avatar } from "../../../components/Avatar.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { SearchForm } from "../../../components/pages/SearchForm.tsx";
import { Sheet } from "../../../components/pages/Sheet.tsx";
import { type Ctx, define, type State } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { personOf } from "../../../lib/http/guard.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../../lib/pages/refusal.ts";
import { typed } from "../../../lib/pages/typed.ts";
import { id } from "../../../lib/protocol/fields.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { discover } from "../../../lib/services/discover.ts";
import { join } from "../../../lib/services/join.ts";

interface Data {
  q: string;
  groups: GroupView[];
  next: string | null;
  refusal?: Refusal;
}

const SHOWN = 50;

async function found(ctx: Ctx, refusal?: Refusal) {
  const q = typed(ctx.url, "q");
  const query = { q, cursor: ctx.url.searchParams.get("cursor") ?? undefined, limit: SHOWN };
  const { groups, next_cursor } = await discover(ctx.state.running.deps, personOf(ctx), query);
  return page<Data>({ q, groups, next: next_cursor, refusal }, { status: refusal?.status ?? 200 });
}

export const handlers: HandlerByMethod<Data, State> = {
  GET: (ctx) => found(ctx),
  POST: async (ctx) => {
    try {
      const { group_id } = await readForm(ctx, z.strictObject({ group_id: id }));
      await join(ctx.state.running.deps, personOf(ctx), group_id);
      return ctx.redirect(`/g/${group_id}`, 303);
    } catch (error) {
      return await found(ctx, refusalFrom(error, ctx));
    }
  },
};

export default define.page<typeof handlers>(function Discover({ data: { q, groups, next, refusal } }) {
  const t = useText();
  return (
    <Sheet title={t.discover.title}>
      {refusal && <Notice bad text={refusal.message} />}
      <SearchForm q={q} label={t.discover.label} placeholder={t.discover.placeholder} />
      {groups.length === 0 && <p class="card empty">{q === "" ? t.discover.nothing : t.discover.none}</p>}
      {groups.length > 0 && (
        <div class="card">
          <ul class="people">
            {groups.map((group) => <Found key={group.id} group={group} />)}
          </ul>
          {next && <a class="button" href={`?${new URLSearchParams({ q, cursor: next })}`}>{t.discover.more}</a>}
        </div>
      )}
    </Sheet>
  );
});

function Found({ group }: { group: GroupView }) {
  const t = useText();
  return (
    <li class="person">
      <Avatar id={group.id} name={group.name} kind="group" picture={group.avatar} />
      <span class="person-name">
        <b dir="auto">{group.name}</b>
        <small class="members-line">
          {t.discover.members(group.member_count)}
          {group.description && " · "}
          <bdi>{group.description}</bdi>
        </small>
      </span>
      {group.my_role
        ? (
          <a class="button small" href={`/g/${group.id}`} aria-label={`${t.discover.open}: ${group.name}`}>
            {t.discover.open}
          </a>
        )
        : (
          <form method="post">
            <input type="hidden" name="group_id" value={group.id} />
            <button type="submit" class="button small primary" aria-label={`${t.discover.join}: ${group.name}`}>
              {t.discover.join}
            </button>
          </form>
        )}
    </li>
  );
}
