// One message. Editing and deleting come later.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as history from "../../../../../lib/services/history.ts";
import { later } from "../../../../../lib/services/later.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok({ message: await history.one(deps, actor, idParam(ctx, "id")) }),
  PATCH: later,
  DELETE: later,
});
