// The app as it is served: what `build.ts` built, answered for by the running instance. It builds nothing itself.

import type { Handler } from "./lib/http/headers.ts";
import { NotBuilt } from "./lib/process/startup.ts";
import type { Running } from "./lib/running.ts";
import { answerBy } from "./main.ts";

const SERVER = new URL("./_fresh/server.js", import.meta.url);

/**
 * The handler of the built app.
 * @throws NotBuilt
 */
export async function loadBuilt(running: Running): Promise<Handler> {
  await Deno.stat(SERVER).catch((error) => {
    throw error instanceof Deno.errors.NotFound ? new NotBuilt() : error;
  });
  answerBy(running);
  const built: { default: { fetch: Handler } } = await import(SERVER.href);
  return built.default.fetch;
}
