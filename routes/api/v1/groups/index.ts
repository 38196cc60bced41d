// The groups of the person who asks, and making one.

import { created, ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readBody } from "../../../../lib/http/body.ts";
import { createGroupBody } from "../../../../lib/protocol/rest.ts";
import * as groups from "../../../../lib/services/groups.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok({ groups: await groups.list(deps, actor) }),
  POST: async (ctx, { deps, actor }) =>
    created({ group: await groups.create(deps, actor, await readBody(ctx, createGroupBody)) }),
});
