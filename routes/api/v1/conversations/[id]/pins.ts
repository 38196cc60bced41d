// The pinned messages of a conversation.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { pins } from "../../../../../lib/services/pins.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => {
    const { messages } = await pins(deps, actor, idParam(ctx, "id"));
    return ok({ messages });
  },
});
