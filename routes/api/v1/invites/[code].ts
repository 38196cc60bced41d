// Shows an invitation, and accepts it. Comes later.

import { api } from "../../../../lib/http/api.ts";
import { later } from "../../../../lib/services/later.ts";

export const handlers = api({ GET: later, POST: later });
