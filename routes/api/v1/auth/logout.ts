// Ends the session that asks, and with it every token of it.

import { done } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { clearCookie } from "../../../../lib/http/cookie.ts";
import * as accounts from "../../../../lib/services/accounts.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    await accounts.logout(deps, actor);
    const response = done("You have signed out.");
    if (actor.by === "cookie") clearCookie(response.headers, ctx.state.running.config);
    return response;
  },
});
