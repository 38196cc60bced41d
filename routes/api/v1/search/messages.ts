// Searches what was said.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { searchMessagesQuery } from "../../../../lib/protocol/rest.ts";
import * as search from "../../../../lib/services/search.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await search.messages(deps, actor, readQuery(ctx, searchMessagesQuery))),
});
