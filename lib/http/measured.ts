// Counts what is asked over HTTP, around everything else: each answer by the pattern of its route, never by its path, which may hold
// ids, names and whatever a stranger makes up.

import type { Middleware } from "fresh";
import type { Metrics } from "../metrics/metrics.ts";
import type { Handler } from "./headers.ts";

/** request (known by its connection's `info`, which is made anew for each) → the pattern that matched */
const routes = new WeakMap<Deno.ServeHandlerInfo, string>();

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Notes which route a request matched. */
export function noteRoute<State>(): Middleware<State> {
  return (ctx) => {
    if (ctx.route !== null) routes.set(ctx.info, ctx.route);
    return ctx.next();
  };
}

export function measured(handler: Handler, metrics: Pick<Metrics, "answered">): Handler {
  return async (req, info) => {
    const began = performance.now();
    const method = METHODS.has(req.method) ? req.method : "other"; // an upgraded request cannot be asked later
    let status = 500;
    try {
      const response = await handler(req, info);
      status = response.status;
      return response;
    } finally {
      // What is no route of ours is a built file, or nothing.
      const route = routes.get(info) ?? (status < 400 ? "file" : "none");
      metrics.answered({ route, method, status, seconds: (performance.now() - began) / 1_000 });
    }
  };
}
