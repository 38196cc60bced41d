// Extends the session that asks.

import { api } from "../../../../lib/http/api.ts";
import { granted, kindOf } from "../../../../lib/http/grant.ts";
import * as accounts from "../../../../lib/services/accounts.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => granted(ctx, actor, await accounts.refresh(deps, actor, kindOf(actor))),
});
