// People, groups and messages at once, the first few of each.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { switcherQuery } from "../../../../lib/protocol/rest.ts";
import * as search from "../../../../lib/services/search.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await search.everything(deps, actor, readQuery(ctx, switcherQuery))),
});
