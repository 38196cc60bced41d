// Ends one of the sessions of the person who asks, perhaps the very one.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import * as sessions from "../../../../../lib/services/sessions.ts";

export const handlers = api({
  DELETE: async (ctx, { deps, actor }) => {
    await sessions.end(deps, actor, idParam(ctx, "id"));
    return done("The session has ended.");
  },
});
