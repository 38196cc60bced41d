// What was begun in a conversation and not sent.

import { ok } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { idParam } from "../../../../../lib/http/query.ts";
import { draftBody } from "../../../../../lib/protocol/rest.ts";
import { saveDraft } from "../../../../../lib/services/drafts.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) =>
    ok({ draft: await saveDraft(deps, actor, idParam(ctx, "id"), await readBody(ctx, draftBody)) }),
});
