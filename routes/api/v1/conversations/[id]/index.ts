// What of a conversation only its viewer decides.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { ownConversationBody } from "../../../../../lib/protocol/rest.ts";
import { changeOwn } from "../../../../../lib/services/own_conversation.ts";

export const handlers = api({
  PATCH: async (ctx, { deps, actor }) =>
    ok({ conversation: await changeOwn(deps, actor, idParam(ctx, "id"), await readBody(ctx, ownConversationBody)) }),
});
