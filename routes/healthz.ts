// The process lives: whoever starts processes anew asks this.

import { ok } from "../lib/http/answer.ts";
import { publicApi } from "../lib/http/api.ts";

export const handlers = publicApi({ GET: () => ok({ status: "alive" }) });
