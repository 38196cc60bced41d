// One message: reading, editing, deleting.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { editBody } from "../../../../../lib/protocol/rest.ts";
import * as history from "../../../../../lib/services/history.ts";
import { edit } from "../../../../../lib/services/message_edits.ts";
import { remove } from "../../../../../lib/services/message_removal.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok({ message: await history.one(deps, actor, idParam(ctx, "id")) }),
  PATCH: async (ctx, { deps, actor }) => {
    const id = idParam(ctx, "id");
    return ok({ message: await edit(deps, actor, id, await readBody(ctx, editBody)) });
  },
  DELETE: async (ctx, { deps, actor }) => ok({ message: await remove(deps, actor, idParam(ctx, "id")) }),
});
