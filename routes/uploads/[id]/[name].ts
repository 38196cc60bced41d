// The bytes of a file, to whoever may read it at this moment. Its name in the address is for people.

import { api } from "../../../lib/http/api.ts";
import { fileAnswer } from "../../../lib/http/file_answer.ts";
import { idParam } from "../../../lib/http/query.ts";
import * as files from "../../../lib/services/files.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) => {
    const file = await files.readable(deps, actor, idParam(ctx, "id"));
    return fileAnswer(ctx.req, file, (from, to) => files.bytesOf(deps, file.id, from, to));
  },
});
