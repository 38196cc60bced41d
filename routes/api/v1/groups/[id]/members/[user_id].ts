// One member of a group: role, muting, removal.

import { done, ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { readBody } from "../../../../../../lib/http/body.ts";
import { idParam } from "../../../../../../lib/http/query.ts";
import { updateMemberBody } from "../../../../../../lib/protocol/rest.ts";
import * as members from "../../../../../../lib/services/members.ts";

export const handlers = api({
  PATCH: async (ctx, { deps, actor }) => {
    const [groupId, userId] = [idParam(ctx, "id"), idParam(ctx, "user_id")];
    return ok({ member: await members.update(deps, actor, groupId, userId, await readBody(ctx, updateMemberBody)) });
  },
  DELETE: async (ctx, { deps, actor }) => {
    await members.remove(deps, actor, idParam(ctx, "id"), idParam(ctx, "user_id"));
    return done("Member removed successfully");
  },
});
