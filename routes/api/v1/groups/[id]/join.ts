// Joins a public group.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { join } from "../../../../../lib/services/join.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => ok({ group: await join(deps, actor, idParam(ctx, "id")) }),
});
