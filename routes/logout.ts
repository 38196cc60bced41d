// Ends the session and takes the cookie back.

import { clearCookie } from "../lib/http/cookie.ts";
import { define } from "../lib/http/define.ts";
import { visitor } from "../lib/http/guard.ts";
import * as accounts from "../lib/services/accounts.ts";

export const handlers = define.handlers({
  POST: async (ctx) => {
    const { deps, config } = ctx.state.running;
    const person = await visitor(ctx);
    if (person !== undefined) await accounts.logout(deps, person);
    const response = new Response(null, { status: 303, headers: { location: "/login" } });
    clearCookie(response.headers, config);
    return response;
  },
});
