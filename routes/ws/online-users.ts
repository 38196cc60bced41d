// Who is online now.

import { ok } from "../../lib/http/answer.ts";
import { api } from "../../lib/http/api.ts";
import * as people from "../../lib/services/people.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok({ online_users: await people.online(deps, actor) }),
});
