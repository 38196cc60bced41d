// Signs in by e-mail address or user name; sets no cookie.

import { ok } from "../../../../lib/http/answer.ts";
import { publicApi } from "../../../../lib/http/api.ts";
import { readBody } from "../../../../lib/http/body.ts";
import { clientOf } from "../../../../lib/http/client.ts";
import { loginBody } from "../../../../lib/protocol/rest.ts";
import * as accounts from "../../../../lib/services/accounts.ts";

export const handlers = publicApi({
  POST: async (ctx, { deps }) => ok(await accounts.login(deps, await readBody(ctx, loginBody), clientOf(ctx, "api"))),
});
