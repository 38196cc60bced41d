// An invitation, for whoever has its code: what it is to, and joining by it.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import * as invites from "../../../../lib/services/invites.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await invites.show(deps, actor, ctx.params.code)),
  POST: async (ctx, { deps, actor }) => ok({ group: await invites.accept(deps, actor, ctx.params.code) }),
});
