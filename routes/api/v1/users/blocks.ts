// Whom one has blocked.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import * as blocks from "../../../../lib/services/blocks.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) => ok({ users: await blocks.list(deps, actor) }),
});
