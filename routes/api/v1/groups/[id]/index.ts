// A group with its first members; changing it, and its end.

import { done, ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { updateGroupBody } from "../../../../../lib/protocol/rest.ts";
import { dissolve } from "../../../../../lib/services/dissolve.ts";
import { update } from "../../../../../lib/services/group_settings.ts";
import * as groups from "../../../../../lib/services/groups.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await groups.get(deps, actor, idParam(ctx, "id"))),
  PATCH: async (ctx, { deps, actor }) => {
    const groupId = idParam(ctx, "id");
    return ok({ group: await update(deps, actor, groupId, await readBody(ctx, updateGroupBody)) });
  },
  DELETE: async (ctx, { deps, actor }) => {
    await dissolve(deps, actor, idParam(ctx, "id"));
    return done("Group deleted successfully");
  },
});
