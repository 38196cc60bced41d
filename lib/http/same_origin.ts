// Requests that change something must come from our own pages, unless they carry an Authorization header, which no browser adds
// by itself. Our pages' forms and scripts are told from foreign ones by Sec-Fetch-Site or, where a browser sends none (plain
// HTTP), by Origin. Programs send neither: they pass as long as no cookie could speak for somebody.

import { ParleyError } from "../protocol/errors.ts";
import { readCookie } from "./cookie.ts";
import type { Ctx } from "./define.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** @throws ParleyError `cross_site` */
export function refuseCrossSite(ctx: Ctx): void {
  const { method, headers } = ctx.req;
  if (SAFE.has(method) || headers.has("authorization")) return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null) {
    if (site !== "same-origin") throw crossSite();
  } else if (origin !== null) {
    if (!isOwnOrigin(ctx)) throw crossSite();
  } else if (readCookie(headers, ctx.state.running.config) !== undefined) {
    throw crossSite();
  }
}

/** Whether the Origin header is ours exactly; for sockets, whose handshake is a GET. */
const isOwnOrigin = (ctx: Ctx): boolean => ctx.req.headers.get("origin") === ctx.state.origin;

const crossSite = () => new ParleyError("cross_site", "This request came from another site, and was not carried out.");
