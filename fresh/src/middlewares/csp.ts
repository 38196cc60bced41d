// `csp()`: sets the Content-Security-Policy of every response.
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csp}. */
export interface CSPOptions {
  /** Only report violations. */
  reportOnly?: boolean;
  /** URL that violations are reported to. */
  reportTo?: string;
  /** Directives that are added, or replace the default of the same name. */
  csp?: string[];
  /** Allow inline scripts and styles by nonce instead of `'unsafe-inline'`. */
  useNonce?: boolean;
}

/** Where `ctx.render()` leaves the nonce of a page, on its response. */
export const NONCE: unique symbol = Symbol.for("__freshNonce");

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const nameOf = (directive: string) => directive.split(" ")[0];
const MAY_BE_INLINE = /^(script-src|style-src|default-src)/;

/**
 * Makes the middleware. With `useNonce`, a response that is not the very one that `ctx.render()` made carries no nonce
 * and keeps `'unsafe-inline'`.
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly, reportTo, csp: own = [], useNonce } = options;
  const replaced = new Set(own.map(nameOf));
  const directives = DEFAULTS.filter((it) => !replaced.has(nameOf(it)));
  directives.push(...own);
  if (reportTo) directives.push("report-to csp-endpoint", `report-uri ${reportTo}`);
  const policy = directives.join("; ");
  const header = "Content-Security-Policy" + (reportOnly ? "-Report-Only" : "");

  return async (ctx) => {
    const response = await ctx.next();
    const { [NONCE]: nonce } = response as Response & { [NONCE]?: string };
    const value = useNonce && nonce ? withNonce(directives, nonce) : policy;
    response.headers.set(header, value);
    if (reportTo) response.headers.set("Reporting-Endpoints", `csp-endpoint="${reportTo}"`);
    return response;
  };
}

function withNonce(directives: string[], nonce: string): string {
  return directives.map((it) => MAY_BE_INLINE.test(it) ? it.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`) : it)
    .join("; ");
}
