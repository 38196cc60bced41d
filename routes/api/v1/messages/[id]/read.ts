// Marks everything up to a message as read.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as marks from "../../../../../lib/services/marks.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) => {
    await marks.read(deps, actor, { messageId: idParam(ctx, "id") });
    return done("Message marked as read.");
  },
});
