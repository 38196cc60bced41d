// Uploads a file, for a message or as a picture.

import { created } from "../../../lib/http/answer.ts";
import { api } from "../../../lib/http/api.ts";
import { withFile } from "../../../lib/http/multipart.ts";
import { noFields } from "../../../lib/protocol/rest.ts";
import * as files from "../../../lib/services/files.ts";

export const handlers = api({
  POST: (ctx, { deps, actor }) =>
    withFile(ctx, noFields, async (form) => created({ file: await files.upload(deps, actor, form) })),
});
