// An invitation to a group, and the way in: a plain form, so that a link in a mail works in every browser.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Avatar } from "../../../components/Avatar.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Sheet } from "../../../components/pages/Sheet.tsx";
import { type Ctx, define, type State } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { personOf } from "../../../lib/http/guard.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../../lib/pages/refusal.ts";
import type { InvitedTo } from "../../../lib/protocol/answers.ts";
import * as invites from "../../../lib/services/invites.ts";

interface Data {
  invitation?: InvitedTo;
  refusal?: Refusal;
}

async function shown(ctx: Ctx, refusal?: Refusal) {
  try {
    const invitation = await invites.show(ctx.state.running.deps, personOf(ctx), ctx.params.code ?? "");
    return page<Data>({ invitation, refusal }, { status: refusal?.status ?? 200 });
  } catch (error) {
    const { status } = refusalFrom(error, ctx);
    return page<Data>({}, { status });
  }
}

export const handlers: HandlerByMethod<Data, State> = {
  GET: (ctx) => shown(ctx),
  POST: async (ctx) => {
    try {
      await readForm(ctx, z.strictObject({}));
      const group = await invites.accept(ctx.state.running.deps, personOf(ctx), ctx.params.code ?? "");
      return ctx.redirect(`/g/${group.id}`, 303);
    } catch (error) {
      return await shown(ctx, refusalFrom(error, ctx));
    }
  },
};

export default define.page<typeof handlers>(function Invite({ data: { invitation, refusal } }) {
  const t = useText();
  if (invitation === undefined) {
    return (
      <Sheet title={t.invitation.title}>
        <Notice bad text={t.invitation.gone} />
      </Sheet>
    );
  }
  const { group, already_member } = invitation;
  return (
    <Sheet title={t.invitation.title}>
      <form class="card invitation" method="post">
        {refusal && <Notice bad text={refusal.message} />}
        <Avatar id={group.id} name={group.name} kind="group" picture={group.avatar} />
        <h2>{already_member ? t.invitation.already(group.name) : t.invitation.lead(group.name)}</h2>
        <p class="hint">{t.discover.members(group.member_count)}</p>
        {group.description && <p>{group.description}</p>}
        {already_member
          ? <a class="button primary" href={`/g/${group.id}`}>{t.invitation.open}</a>
          : <button type="submit" class="button primary">{t.invitation.join}</button>}
      </form>
    </Sheet>
  );
});
