// People to talk to: those one does already first.

import { ok } from "../../../../lib/http/answer.ts";
import { api } from "../../../../lib/http/api.ts";
import { readQuery } from "../../../../lib/http/query.ts";
import { pageQuery } from "../../../../lib/protocol/rest.ts";
import * as people from "../../../../lib/services/people.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => ok(await people.contacts(deps, actor, readQuery(ctx, pageQuery))),
});
