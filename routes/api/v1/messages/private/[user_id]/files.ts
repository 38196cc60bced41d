// Uploads a file and sends it to a person.

import { api } from "../../../../../../lib/http/api.ts";
import { sentFile } from "../../../../../../lib/http/sent_file.ts";
import { idParam } from "../../../../../../lib/http/query.ts";

export const handlers = api({ POST: (ctx, by) => sentFile(ctx, by, { to: idParam(ctx, "user_id") }) });
