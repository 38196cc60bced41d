// One invitation of a group: taken back.

import { done } from "../../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../../lib/http/api.ts";
import { idParam } from "../../../../../../../lib/http/query.ts";
import { revoke } from "../../../../../../../lib/services/invites.ts";

export const handlers = api({
  DELETE: async (ctx, { deps, actor }) => {
    await revoke(deps, actor, idParam(ctx, "id"), ctx.params.code);
    return done("Invitation revoked successfully");
  },
});
