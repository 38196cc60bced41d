// Oneself: what one shows, and what others do not see.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { profileBody } from "../../../../../lib/protocol/rest.ts";
import * as settings from "../../../../../lib/services/own_settings.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok(await settings.own(deps, actor)),
  PUT: async (ctx, { deps, actor }) => {
    await settings.update(deps, actor, await readBody(ctx, profileBody));
    return ok(await settings.own(deps, actor));
  },
});
