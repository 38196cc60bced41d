// Every operation of REST for programs.

import { documentRoute } from "../../../lib/http/document.ts";
import { openapi } from "../../../lib/protocol/openapi.ts";

export const handlers = documentRoute(openapi);
