// Requests can be answered: load balancers ask this.

import { ok } from "../lib/http/answer.ts";
import { publicApi } from "../lib/http/api.ts";
import { ParleyError } from "../lib/protocol/errors.ts";

export const handlers = publicApi({
  GET: async (ctx) => {
    if (!await ctx.state.running.ready()) {
      throw new ParleyError("not_ready", "Parley is not ready just now.", { retryAfter: 1 });
    }
    return ok({ status: "ready" });
  },
});
