// Who reacted to a message.

import { ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { idParam, readQuery } from "../../../../../../lib/http/query.ts";
import { receiptsQuery } from "../../../../../../lib/protocol/rest.ts";
import { reactions } from "../../../../../../lib/services/reactions.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await reactions(deps, actor, idParam(ctx, "id"), readQuery(ctx, receiptsQuery))),
});
