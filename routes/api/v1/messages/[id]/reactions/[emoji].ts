// Reacts to a message, or takes that back.

import { ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { idParam, lastPart } from "../../../../../../lib/http/query.ts";
import { react, unreact } from "../../../../../../lib/services/reactions.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) => ok({ message: await react(deps, actor, idParam(ctx, "id"), lastPart(ctx)) }),
  DELETE: async (ctx, { deps, actor }) =>
    ok({ message: await unreact(deps, actor, idParam(ctx, "id"), lastPart(ctx)) }),
});
