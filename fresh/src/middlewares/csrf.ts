// `csrf()`: refuses requests that another site makes a browser send.
import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csrf}. */
export interface CsrfOptions<State = unknown> {
  /** Origins that are allowed instead of the own one, or a test for them. */
  origin?: string | string[] | ((origin: string, context: Context<State>) => boolean);
}

const SAFE = ["GET", "HEAD", "OPTIONS"];

/**
 * Makes the middleware. Answers 403 to a request with a method that may change something, if `Sec-Fetch-Site` or,
 * without it, `Origin` names another site. Without both headers, no browser sent it. Every GET passes: a WebSocket
 * route must check `Origin` itself.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  const allowed = (origin: string | null, ctx: Context<State>): boolean => {
    if (origin === null) return false;
    const own = options.origin || ctx.url.origin;
    if (typeof own === "function") return own(origin, ctx);
    return [own].flat().includes(origin);
  };

  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (SAFE.includes(method)) return await ctx.next();
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    const ours = site === null ? origin === null : site === "same-origin" || site === "none";
    if (ours || allowed(origin, ctx)) return await ctx.next();
    throw new HttpError(403);
  };
}
