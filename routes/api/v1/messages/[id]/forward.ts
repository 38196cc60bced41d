// Sends a copy of a message to a person or a group.

import { created, ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { forwardBody } from "../../../../../lib/protocol/rest.ts";
import { forward } from "../../../../../lib/services/forward.ts";
import * as history from "../../../../../lib/services/history.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    const id = idParam(ctx, "id");
    const copy = await forward(deps, actor, id, await readBody(ctx, forwardBody));
    const message = await history.sent(deps, actor, copy);
    return copy.duplicate ? ok({ message, duplicate: true }) : created({ message });
  },
});
