// What a group is told above all. Comes later.

import { api } from "../../../../../lib/http/api.ts";
import { later } from "../../../../../lib/services/later.ts";

export const handlers = api({ PUT: later });
