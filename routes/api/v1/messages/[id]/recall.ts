// Takes a message back.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { recall } from "../../../../../lib/services/message_removal.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => ok({ message: await recall(deps, actor, idParam(ctx, "id")) }),
});
