// Pins a message.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { pin, unpin } from "../../../../../lib/services/pins.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) => ok({ message: await pin(deps, actor, idParam(ctx, "id")) }),
  DELETE: async (ctx, { deps, actor }) => ok({ message: await unpin(deps, actor, idParam(ctx, "id")) }),
});
