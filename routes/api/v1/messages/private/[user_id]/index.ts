// The messages with a person, and sending one to them.

import { created, ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { readBody } from "../../../../../../lib/http/body.ts";
import { idParam, readQuery } from "../../../../../../lib/http/query.ts";
import { messagesQuery, sendBody } from "../../../../../../lib/protocol/rest.ts";
import * as history from "../../../../../../lib/services/history.ts";
import * as messages from "../../../../../../lib/services/messages.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await history.withPerson(deps, actor, idParam(ctx, "user_id"), readQuery(ctx, messagesQuery))),
  POST: async (ctx, { deps, actor }) => {
    const target = { to: idParam(ctx, "user_id") };
    const sent = await messages.send(deps, actor, target, await readBody(ctx, sendBody));
    const message = await history.sent(deps, actor, sent);
    return sent.duplicate ? ok({ message, duplicate: true }) : created({ message });
  },
});
