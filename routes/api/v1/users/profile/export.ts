// Everything of oneself as an archive, sent while it is made.

import { api } from "../../../../../lib/http/api.ts";
import { exportOf } from "../../../../../lib/services/export.ts";

export const handlers = api({
  GET: async (_ctx, { deps, actor }) =>
    new Response(ReadableStream.from(await exportOf(deps, actor)), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="parley-export.zip"`,
      },
    }),
});
