// A permalink: leads to the message in its conversation, with those around it. The fragment is for browsers without a script.

import { define } from "../../../lib/http/define.ts";
import { personOf } from "../../../lib/http/guard.ts";
import { idParam } from "../../../lib/http/query.ts";
import * as history from "../../../lib/services/history.ts";

export const handlers = define.handlers({
  GET: async (ctx) => {
    const message = await history.one(ctx.state.running.deps, personOf(ctx), idParam(ctx, "id"));
    return ctx.redirect(`/c/${message.conversation_id}?around=${message.seq}#m-${message.id}`, 303);
  },
});
