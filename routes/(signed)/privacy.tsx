// Whom one has blocked, one's data to take along, and closing the account: plain forms, told apart by their button.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { BlockedPeople } from "../../components/pages/BlockedPeople.tsx";
import { CloseAccount } from "../../components/pages/CloseAccount.tsx";
import { clearCookie } from "../../lib/http/cookie.ts";
import { type Ctx, define, type State } from "../../lib/http/define.ts";
import { readForm } from "../../lib/http/form.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useText } from "../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../lib/pages/refusal.ts";
import { id } from "../../lib/protocol/fields.ts";
import { deactivateBody } from "../../lib/protocol/rest.ts";
import type { UserView } from "../../lib/protocol/views.ts";
import * as blocks from "../../lib/services/blocks.ts";
import { deactivate } from "../../lib/services/deactivate.ts";
import { OwnSheet } from "./(_components)/OwnSheet.tsx";

interface Data {
  blocked: UserView[];
  refusal?: Refusal;
}

const form = z.discriminatedUnion("form", [
  z.strictObject({ form: z.literal("unblock"), user_id: id }),
  deactivateBody.extend({ form: z.literal("close") }),
]);
const listOf = (ctx: Ctx) => blocks.list(ctx.state.running.deps, personOf(ctx));

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => page({ blocked: await listOf(ctx) }),
  POST: async (ctx) => {
    const { deps, config } = ctx.state.running;
    const actor = personOf(ctx);
    try {
      const sent = await readForm(ctx, form);
      if (sent.form === "unblock") {
        await blocks.unblock(deps, actor, sent.user_id);
        return ctx.redirect("/privacy", 303);
      }
      await deactivate(deps, actor, sent.password, ctx.state.address);
      const response = new Response(null, { status: 303, headers: { location: "/login" } });
      clearCookie(response.headers, config);
      return response;
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ blocked: await listOf(ctx), refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function Privacy({ data: { blocked, refusal } }) {
  const t = useText();
  return (
    <OwnSheet title={t.privacy.title} tab="privacy">
      <BlockedPeople people={blocked} />
      <section class="card">
        <h2>{t.privacy.data}</h2>
        <p class="hint">{t.privacy.dataHint}</p>
        <div class="actions">
          <a class="button" href="/api/v1/users/profile/export" download>{t.privacy.export}</a>
        </div>
      </section>
      <CloseAccount refusal={refusal?.message} />
    </OwnSheet>
  );
});
