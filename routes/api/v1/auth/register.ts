// Makes an account and signs it in; sets no cookie.

import { created } from "../../../../lib/http/answer.ts";
import { publicApi } from "../../../../lib/http/api.ts";
import { readBody } from "../../../../lib/http/body.ts";
import { clientOf } from "../../../../lib/http/client.ts";
import { registerBody } from "../../../../lib/protocol/rest.ts";
import * as accounts from "../../../../lib/services/accounts.ts";

export const handlers = publicApi({
  POST: async (ctx, { deps }) =>
    created(await accounts.register(deps, await readBody(ctx, registerBody), clientOf(ctx, "api"))),
});
