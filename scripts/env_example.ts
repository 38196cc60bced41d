// Writes `.env.example` anew: `deno task env-example`, after a change of the settings.

import { envExample } from "../lib/config/env_example.ts";

await Deno.writeTextFile(new URL("../.env.example", import.meta.url), envExample());
