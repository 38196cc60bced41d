// The sessions of the person who asks.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import * as sessions from "../../../../../lib/services/sessions.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok({ sessions: await sessions.list(deps, actor) }),
});
