// One person, as others see them.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { idParam } from "../../../../lib/http/query.ts";
import * as people from "../../../../lib/services/people.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok({ user: await people.get(deps, actor, idParam(ctx, "id")) }),
});
