// People by name.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { searchUsersQuery } from "../../../../lib/protocol/rest.ts";
import * as people from "../../../../lib/services/people.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok({ users: await people.search(deps, actor, readQuery(ctx, searchUsersQuery)) }),
});
