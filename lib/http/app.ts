// The app: Fresh, with what every request passes through first. `running` is asked at each request, not now, so that this module
// can be loaded before anything is open.

import { App, csp, type Middleware, staticFiles } from "fresh";
import type { Running } from "../running.ts";
import { clientAddress, requestOrigin, trustOf } from "./client_address.ts";
import { compressed } from "./compressed.ts";
import type { State } from "./define.ts";
import { pageError, refuse } from "./errors.ts";
import { noteRoute } from "./measured.ts";
import { requestId } from "./request_id.ts";
import { refuseCrossSite } from "./same_origin.ts";

/** Where programs ask: what goes wrong there is told in JSON. */
const API = /^\/(?:api|ws|healthz|readyz|metrics|uploads)(?:\/|$)/;

const POLICY = [
  "script-src 'self' 'unsafe-inline'", // csp() puts the page's nonce in the place of 'unsafe-inline'
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self'",
  "base-uri 'none'",
];

/** @param running the instance that answers */
export function createApp(running: () => Running): App<State> {
  return new App<State>()
    .use(noteRoute())
    .use(begin(running))
    .use(catchErrors)
    .use((ctx) => {
      refuseCrossSite(ctx);
      return ctx.next();
    })
    .use(csp({ useNonce: true, csp: POLICY }))
    .use(compressed())
    .use(staticFiles())
    .fsRoutes();
}

function begin(running: () => Running): Middleware<State> {
  let trusted: ReturnType<typeof trustOf> | undefined;
  return (ctx) => {
    const { config } = ctx.state.running = running();
    trusted ??= trustOf(config.trustedProxies);
    const { remoteAddr } = ctx.info;
    const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    ctx.state.requestId = requestId(ctx.req);
    ctx.state.address = clientAddress(peer, ctx.req.headers, trusted);
    ctx.state.origin = config.publicUrl ?? requestOrigin(ctx.url, ctx.req.headers, trusted(peer));
    return ctx.next();
  };
}

/** Pages have `_error.tsx`, which wants Fresh's own kind of error. */
const catchErrors: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (API.test(ctx.url.pathname)) return refuse(error, ctx.state);
    throw pageError(error, ctx.state.requestId);
  }
};
