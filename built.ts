// The app as it is served: islands are built if anything changed, and the built server answers by the running instance.

import { Builder } from "fresh/dev";
import type { Handler } from "./lib/http/headers.ts";
import type { Running } from "./lib/running.ts";
import { answerBy } from "./main.ts";

/** Builds into `_fresh`, which replaces what was there at once; nothing is written when it is up to date. */
export async function build(): Promise<void> {
  await new Builder({ root: import.meta.dirname }).build();
}

/** The handler of the built app. */
export async function loadBuilt(running: Running): Promise<Handler> {
  await build();
  answerBy(running);
  const server = new URL("./_fresh/server.js", import.meta.url).href;
  const built: { default: { fetch: Handler } } = await import(server);
  return built.default.fetch;
}
