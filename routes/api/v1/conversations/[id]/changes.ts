// What changed in a conversation since a rev.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam, readQuery } from "../../../../../lib/http/query.ts";
import { changesQuery } from "../../../../../lib/protocol/rest.ts";
import { changesFor } from "../../../../../lib/services/changes.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await changesFor(deps, actor, idParam(ctx, "id"), readQuery(ctx, changesQuery))),
});
