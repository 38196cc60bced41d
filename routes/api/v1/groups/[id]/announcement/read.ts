// Says that one has read the announcement.

import { done } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { idParam } from "../../../../../../lib/http/query.ts";
import { read } from "../../../../../../lib/services/announcements.ts";

export const handlers = api({
  POST: async (ctx, { deps, actor }) => {
    await read(deps, actor, idParam(ctx, "id"));
    return done("Announcement marked as read");
  },
});
