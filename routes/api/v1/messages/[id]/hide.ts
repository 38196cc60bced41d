// Hides a message from one's own view. Comes later.

import { api } from "../../../../../lib/http/api.ts";
import { later } from "../../../../../lib/services/later.ts";

export const handlers = api({ POST: later });
