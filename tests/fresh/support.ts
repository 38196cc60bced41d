// What the tests of ./fresh share: a request without a server, and the fixture app.
import { fileURLToPath } from "node:url";
import type { App } from "fresh";
import { Builder } from "fresh/dev";

export const FIXTURE = fileURLToPath(new URL("./fixture", import.meta.url));

/** Sends one request to an app. */
export function fetchFrom<State>(app: App<State>, path: string, init?: RequestInit): Promise<Response> {
  return app.handler()(new Request("http://localhost" + path, init));
}

/** The body of a GET, whatever its status. */
export async function textOf<State>(app: App<State>, path: string, init?: RequestInit): Promise<string> {
  return await (await fetchFrom(app, path, init)).text();
}

let applied: Promise<App<unknown>> | undefined;

/** The fixture app on a build in memory, made once. */
export function fixtureApp(): Promise<App<unknown>> {
  return applied ??= (async () => {
    const apply = await new Builder({ root: FIXTURE }).build({ snapshot: "memory" });
    const { app } = await import("./fixture/main.ts");
    apply(app);
    return app as App<unknown>;
  })();
}
