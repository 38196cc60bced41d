// A group with its first members. Changing and deleting it come later.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as groups from "../../../../../lib/services/groups.ts";
import { later } from "../../../../../lib/services/later.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await groups.get(deps, actor, idParam(ctx, "id"))),
  PATCH: later,
  DELETE: later,
});
