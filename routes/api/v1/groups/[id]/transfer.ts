// Hands a group over.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { transferBody } from "../../../../../lib/protocol/rest.ts";
import { transfer } from "../../../../../lib/services/transfer.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    const groupId = idParam(ctx, "id");
    const { user_id } = await readBody(ctx, transferBody);
    return ok({ group: await transfer(deps, actor, groupId, user_id) });
  },
});
