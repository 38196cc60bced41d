// Blocking a person, who is not told.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as blocks from "../../../../../lib/services/blocks.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) => {
    await blocks.block(deps, actor, idParam(ctx, "id"));
    return done("Blocked.");
  },
  DELETE: async (ctx, { deps, actor }) => {
    await blocks.unblock(deps, actor, idParam(ctx, "id"));
    return done("No longer blocked.");
  },
});
