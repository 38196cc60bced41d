// Whom a message has reached.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam, readQuery } from "../../../../../lib/http/query.ts";
import { receiptsQuery } from "../../../../../lib/protocol/rest.ts";
import { receipts } from "../../../../../lib/services/receipts.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await receipts(deps, actor, idParam(ctx, "id"), readQuery(ctx, receiptsQuery))),
});
