// The conversations of the person who asks, or what of them changed.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { conversationsQuery } from "../../../../lib/protocol/rest.ts";
import * as entries from "../../../../lib/services/entries.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await entries.list(deps, actor, readQuery(ctx, conversationsQuery))),
});
