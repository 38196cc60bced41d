// Groups that anybody may join, by name.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { discoverQuery } from "../../../../lib/protocol/rest.ts";
import { discover } from "../../../../lib/services/discover.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await discover(deps, actor, readQuery(ctx, discoverQuery))),
});
