// Leaves a group.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as members from "../../../../../lib/services/members.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    await members.leave(deps, actor, idParam(ctx, "id"));
    return done("Left group successfully");
  },
});
