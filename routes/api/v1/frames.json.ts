// Every frame of the socket for programs.

import { documentRoute } from "../../../lib/http/document.ts";
import { framesSchema } from "../../../lib/protocol/frames_schema.ts";

export const handlers = documentRoute(framesSchema);
