// Oneself: what one shows, and what others do not see.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readBody } from "../../../../lib/http/body.ts";
import { profileBody } from "../../../../lib/protocol/rest.ts";
import * as people from "../../../../lib/services/people.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok({ user: await people.profile(deps, actor) }),
  PUT: async (ctx, { deps, actor }) =>
    ok({ user: await people.updateProfile(deps, actor, await readBody(ctx, profileBody)) }),
});
