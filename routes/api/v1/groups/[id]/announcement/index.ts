// What a group is told above all.

import { ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { readBody } from "../../../../../../lib/http/body.ts";
import { idParam } from "../../../../../../lib/http/query.ts";
import { announcementBody } from "../../../../../../lib/protocol/rest.ts";
import { announce } from "../../../../../../lib/services/announcements.ts";

export const handlers = api({
  PUT: async (ctx, { deps, actor }) => {
    const groupId = idParam(ctx, "id");
    const { content } = await readBody(ctx, announcementBody);
    return ok({ group: await announce(deps, actor, groupId, content) });
  },
});
