// Closes one's account.

import { done } from "../../../../../lib/http/answer.ts";
import { api } from "../../../../../lib/http/api.ts";
import { readBody } from "../../../../../lib/http/body.ts";
import { clearCookie } from "../../../../../lib/http/cookie.ts";
import { deactivateBody } from "../../../../../lib/protocol/rest.ts";
import { deactivate } from "../../../../../lib/services/deactivate.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    const { password } = await readBody(ctx, deactivateBody);
    await deactivate(deps, actor, password, ctx.state.address);
    const response = done("Your account is closed.");
    if (actor.by === "cookie") clearCookie(response.headers, ctx.state.running.config);
    return response;
  },
});
