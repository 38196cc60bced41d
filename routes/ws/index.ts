// The socket.

import { api } from "../../lib/http/api.ts";
import { upgrade } from "../../lib/http/upgrade.ts";

export const handlers = api({ GET: (ctx, { actor }) => upgrade(ctx, actor) });
