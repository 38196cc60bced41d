// A group for browsers without a script: what it is about, who is in it, inviting and leaving. With a script the chat has a dialog for it.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Notice } from "../../../../components/Notice.tsx";
import { GroupAbout } from "../../../../components/pages/GroupAbout.tsx";
import { Sheet } from "../../../../components/pages/Sheet.tsx";
import { type Ctx, define, type State } from "../../../../lib/http/define.ts";
import { readForm } from "../../../../lib/http/form.ts";
import { personOf } from "../../../../lib/http/guard.ts";
import { idParam } from "../../../../lib/http/query.ts";
import { type Refusal, refusalFrom } from "../../../../lib/pages/refusal.ts";
import type { GroupWithMembers } from "../../../../lib/protocol/answers.ts";
import type { InviteView } from "../../../../lib/protocol/views.ts";
import * as groups from "../../../../lib/services/groups.ts";
import * as invites from "../../../../lib/services/invites.ts";
import { leave } from "../../../../lib/services/members.ts";

interface Data extends GroupWithMembers {
  invites: InviteView[];
  refusal?: Refusal;
}

const WEEK_S = 7 * 86_400;
const form = z.strictObject({ form: z.enum(["leave", "invite"]) });

async function shown(ctx: Ctx): Promise<Data> {
  const { deps } = ctx.state.running;
  const [actor, id] = [personOf(ctx), idParam(ctx, "id")];
  const about = await groups.get(deps, actor, id);
  const mayInvite = about.group.my_role !== "member";
  return { ...about, invites: mayInvite ? await invites.list(deps, actor, id, ctx.state.origin) : [] };
}

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => page(await shown(ctx)),
  POST: async (ctx) => {
    const { deps } = ctx.state.running;
    const [actor, id] = [personOf(ctx), idParam(ctx, "id")];
    await groups.get(deps, actor, id);
    try {
      if ((await readForm(ctx, form)).form === "leave") {
        await leave(deps, actor, id);
        return ctx.redirect("/", 303);
      }
      await invites.create(deps, actor, id, { expires_in: WEEK_S }, ctx.state.origin);
      return ctx.redirect(`/g/${id}/about`, 303);
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ ...await shown(ctx), refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function About({ data: { group, members, invites, refusal } }) {
  return (
    <Sheet title={group.name}>
      {refusal && <Notice bad text={refusal.message} />}
      <GroupAbout group={group} members={members} invites={invites} />
    </Sheet>
  );
});
