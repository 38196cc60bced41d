// The invitations of a group, and making one.

import { created, ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { readBody } from "../../../../../../lib/http/body.ts";
import { idParam } from "../../../../../../lib/http/query.ts";
import { inviteBody } from "../../../../../../lib/protocol/rest.ts";
import * as invites from "../../../../../../lib/services/invites.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok({ invites: await invites.list(deps, actor, idParam(ctx, "id"), ctx.state.origin) }),
  POST: async (ctx, { deps, actor }) => {
    const groupId = idParam(ctx, "id");
    const body = await readBody(ctx, inviteBody);
    return created({ invite: await invites.create(deps, actor, groupId, body, ctx.state.origin) });
  },
});
