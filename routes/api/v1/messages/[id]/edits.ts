// What a message said before.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { edits } from "../../../../../lib/services/message_edits.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok({ edits: await edits(deps, actor, idParam(ctx, "id")) }),
});
