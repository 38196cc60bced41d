// Hides a message from one's own view.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { hide } from "../../../../../lib/services/message_hiding.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    await hide(deps, actor, idParam(ctx, "id"));
    return done("Message hidden.");
  },
});
