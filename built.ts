// The app as it is served: what `build.ts` built, answered for by the running instance. It builds nothing itself.

import type { Handler } from "./lib/http/headers.ts";
import { NotBuilt } from "./lib/process/startup.ts";
import type { Running } from "./lib/running.ts";
import { answerBy } from "./main.ts";

/**
 * The handler of the built app.
 * @throws NotBuilt
 */
export async function loadBuilt(running: Running): Promise<Handler> {
  answerBy(running);
  const built: { default: { fetch: Handler } } = await import("./_fresh/server.js").catch((error) => {
    throw isMissing(error) ? new NotBuilt() : error;
  });
  return built.default.fetch;
}

/** What was bundled for `deno task start` has it in it; whoever runs the sources may have none. */
const isMissing = (error: unknown): boolean =>
  error instanceof TypeError && /^Module not found.*\/_fresh\/server\.js"/.test(error.message);
