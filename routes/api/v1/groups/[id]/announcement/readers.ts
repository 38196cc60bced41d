// Who has read the announcement, by pages.

import { ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { idParam, readQuery } from "../../../../../../lib/http/query.ts";
import { receiptsQuery } from "../../../../../../lib/protocol/rest.ts";
import { readers } from "../../../../../../lib/services/announcements.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await readers(deps, actor, idParam(ctx, "id"), readQuery(ctx, receiptsQuery))),
});
