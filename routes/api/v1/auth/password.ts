// Changes the password, and ends all other sessions.

import { api } from "../../../../lib/http/api.ts";
import { readBody } from "../../../../lib/http/body.ts";
import { clientOf } from "../../../../lib/http/client.ts";
import { granted, kindOf } from "../../../../lib/http/grant.ts";
import { passwordBody } from "../../../../lib/protocol/rest.ts";
import * as accounts from "../../../../lib/services/accounts.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    const body = await readBody(ctx, passwordBody);
    return granted(ctx, actor, await accounts.changePassword(deps, actor, body, clientOf(ctx, kindOf(actor))));
  },
});
